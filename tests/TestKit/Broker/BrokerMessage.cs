using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wolfictl.TestKit.Broker;

/// <summary>A message that was taken from a queue.</summary>
public sealed record BrokerMessage
{
    public required byte[] Body { get; init; }

    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required bool Redelivered { get; init; }

    public string? ContentType { get; init; }

    public string? MessageId { get; init; }

    public string? UserId { get; init; }

    /// <summary>1: transient, 2: persistent.</summary>
    public int? DeliveryMode { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Headers { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    internal static BrokerMessage From(JsonNode message)
    {
        // A message without properties has an empty list in their place.
        var properties = message["properties"] as JsonObject;
        var headers = properties?["headers"] as JsonObject ?? [];
        var payload = (string)message["payload"]!;
        return new BrokerMessage
        {
            Body = (string?)message["payload_encoding"] == "base64" ? Convert.FromBase64String(payload) : Encoding.UTF8.GetBytes(payload),
            Exchange = (string)message["exchange"]!,
            RoutingKey = (string)message["routing_key"]!,
            Redelivered = (bool)message["redelivered"]!,
            ContentType = (string?)properties?["content_type"],
            MessageId = (string?)properties?["message_id"],
            UserId = (string?)properties?["user_id"],
            DeliveryMode = (int?)properties?["delivery_mode"],
            Headers = headers.ToDictionary(header => header.Key, header => JsonSerializer.SerializeToElement(header.Value)),
        };
    }
}
