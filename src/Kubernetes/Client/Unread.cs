using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Kubernetes.Client;

/// <summary>Passes over a field, whatever is in it.</summary>
internal sealed class Unread : JsonConverter<object?>
{
    public override bool HandleNull => true;

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // All of it is there when a converter is called; Skip refuses where more JSON follows in another piece.
        return reader.TrySkip() ? null : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) => writer.WriteNullValue();
}
