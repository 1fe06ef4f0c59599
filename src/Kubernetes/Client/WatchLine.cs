using System.Text.Json;

namespace Wolfictl.Kubernetes.Client;

/// <summary>A line of a watch (meta/v1 WatchEvent).</summary>
internal sealed record WatchLine
{
    public string? Type { get; init; }

    public JsonElement Object { get; init; }
}
