namespace Wolfictl.Kubernetes.Pods;

/// <summary>Which part of a log (core/v1 PodLogOptions).</summary>
public sealed record PodLogRequest
{
    /// <summary>The container; null where the pod has only one.</summary>
    public string? Container { get; init; }

    /// <summary>Whether the log stays open for what is yet to come.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether each line begins with its time (RFC 3339, nanoseconds, by the node's clock) and a space.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Lines from then on. Servers drop the fraction of the second.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>At most that many of the last lines.</summary>
    public long? TailLines { get; init; }

    /// <summary>At most that many bytes; the last line may be cut.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Whether it is of the container's run before this one.</summary>
    public bool Previous { get; init; }

    /// <summary>
    /// Whether many lines are expected: then it comes over a connection of its own, by HTTP/1.1, at about twice the speed. A log that says nothing for long is better off
    /// without: others share a connection whose pings tell silence from a dead peer.
    /// </summary>
    public bool Busy { get; init; }
}
