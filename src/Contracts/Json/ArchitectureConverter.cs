using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Writes an architecture as melange names it; reads either family of names, one of a later version as <see cref="Architecture.Unknown"/>.</summary>
public sealed class ArchitectureConverter : JsonConverter<Architecture>
{
    /// <inheritdoc />
    public override Architecture Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"expected the name of an architecture, found {reader.TokenType}.");
        }

        _ = Architectures.TryParse(reader.GetString(), out var architecture);
        return architecture;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Architecture value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.MelangeName());
    }
}
