using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>As <see cref="TolerantEnumConverter{T}"/>, for requests: a name that is not known is refused, with the list.</summary>
public sealed class StrictEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return name is not null && EnumNames.TryParse<T>(name, out var value)
            ? value
            : throw new JsonException($"unknown value '{Shown.Of(name)}': expected {string.Join(", ", EnumNames.Known<T>())}.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
