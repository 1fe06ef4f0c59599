using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Reads and writes a value type as the string that it parses from; a malformed one is refused with the value's own message.</summary>
public sealed class ParsableStringConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"expected a string, found {reader.TokenType}.");
        }

        try
        {
            return T.Parse(reader.GetString()!, null);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
