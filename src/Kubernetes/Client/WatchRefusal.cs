namespace Wolfictl.Kubernetes.Client;

/// <summary>A line by which a server ends a watch (meta/v1 WatchEvent of type ERROR).</summary>
internal sealed record WatchRefusal(string? Type, ApiStatus? Object);
