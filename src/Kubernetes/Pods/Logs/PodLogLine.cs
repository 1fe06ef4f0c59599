namespace Wolfictl.Kubernetes.Pods;

/// <summary>A line that a container wrote.</summary>
/// <param name="Position">Where to go on after it; null for what the node itself writes into a log, which has no time.</param>
/// <param name="Timestamp">When it was written, by the node's clock; null as above.</param>
/// <param name="Content">The line without its line feed, at most <see cref="PodLogReaderOptions.MaxLineBytes"/>, as it was written: make it harmless before you show it.</param>
/// <param name="CutBytes">How many bytes of the line are left out.</param>
public sealed record PodLogLine(PodLogPosition? Position, DateTimeOffset? Timestamp, ReadOnlyMemory<byte> Content, long CutBytes) : PodLogEntry;
