namespace Wolfictl.Kubernetes.Pods;

/// <summary>A container that runs (core/v1 ContainerStateRunning).</summary>
public sealed record RunningState
{
    /// <summary>Since when, by the node's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}
