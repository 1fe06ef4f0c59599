using System.Buffers;
using System.Text.Json;

namespace Wolfictl.Hosting.Messaging;

/// <summary>MassTransit's JSON envelope, as much of it as a consumer needs: the message's id, its URN, itself.</summary>
internal static class Envelope
{
    public const string ContentType = "application/vnd.masstransit+json";

    public static ReadOnlyMemory<byte> Around(OutgoingMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(message.Json.Length + 256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("messageId", message.MessageId);
        writer.WriteStartArray("messageType");
        writer.WriteStringValue(Topology.UrnOf(message.Type));
        writer.WriteEndArray();
        writer.WritePropertyName("message");
        writer.WriteRawValue(message.Json);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
