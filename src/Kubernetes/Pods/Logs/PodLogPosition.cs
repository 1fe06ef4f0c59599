namespace Wolfictl.Kubernetes.Pods;

/// <summary>A place in a log that can be kept and gone on from, in another process too.</summary>
/// <param name="Timestamp">The latest time of a line that was read.</param>
/// <param name="Count">How many lines of that very time were read; at least 1.</param>
public sealed record PodLogPosition(DateTimeOffset Timestamp, int Count);
