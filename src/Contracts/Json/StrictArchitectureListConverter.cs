using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>A request's architectures: a name that is not known is refused, with the list.</summary>
public sealed class StrictArchitectureListConverter : JsonConverter<IReadOnlyList<Architecture>>
{
    /// <inheritdoc />
    public override IReadOnlyList<Architecture> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"expected a list of architectures, found {reader.TokenType}.");
        }

        var architectures = new List<Architecture>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            architectures.Add(Architectures.TryParse(name, out var architecture)
                ? architecture
                : throw new JsonException($"unknown architecture '{Shown.Of(name)}': expected x86_64 (amd64) or aarch64 (arm64)."));
        }

        return architectures;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Architecture> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (var architecture in value)
        {
            writer.WriteStringValue(architecture.MelangeName());
        }

        writer.WriteEndArray();
    }
}
