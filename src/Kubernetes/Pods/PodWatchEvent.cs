namespace Wolfictl.Kubernetes.Pods;

/// <summary>A line of a watch of pods (meta/v1 WatchEvent).</summary>
internal sealed record PodWatchEvent(string? Type, Pod? Object);
