namespace Wolfictl.Kubernetes.Pods;

/// <summary>A container that has ended (core/v1 ContainerStateTerminated).</summary>
public sealed record TerminatedState
{
    /// <summary>Its exit status; 128 and the signal where a signal ended it.</summary>
    public int ExitCode { get; init; }

    /// <summary>The signal, where the runtime tells.</summary>
    public int? Signal { get; init; }

    /// <summary><c>Completed</c>, <c>Error</c>, <c>OOMKilled</c>, <c>ContainerStatusUnknown</c>, …</summary>
    public string? Reason { get; init; }

    /// <summary>What it left in its termination message; untrusted.</summary>
    public string? Message { get; init; }

    /// <summary>When it started, by the node's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, by the node's clock.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The runtime's name of it.</summary>
    public string? ContainerID { get; init; }
}
