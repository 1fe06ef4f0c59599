using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Writes an enum as its member's name; reads a name of a later version as <c>Unknown</c> (0), so that events only ever grow.</summary>
public sealed class TolerantEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EnumNames.TryParse<T>(reader.GetString()!, out var value)
            ? value
            : reader.TokenType is JsonTokenType.String or JsonTokenType.Number
                ? default
                : throw new JsonException($"expected a string, found {reader.TokenType}.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
