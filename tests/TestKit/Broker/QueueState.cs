using System.Text.Json.Nodes;

namespace Wolfictl.TestKit.Broker;

/// <summary>A queue as the management interface counts it: up to some seconds behind the broker.</summary>
public sealed record QueueState(string Name, string? Type, long Messages, long MessagesReady, long MessagesUnacknowledged, int Consumers)
{
    internal static QueueState From(JsonNode queue) => new(
        (string)queue["name"]!,
        (string?)queue["type"],
        (long?)queue["messages"] ?? 0,
        (long?)queue["messages_ready"] ?? 0,
        (long?)queue["messages_unacknowledged"] ?? 0,
        (int?)queue["consumers"] ?? 0);
}
