namespace Wolfictl.Kubernetes.Pods;

/// <summary>A container that has not started (core/v1 ContainerStateWaiting).</summary>
public sealed record WaitingState
{
    /// <summary>Why, in a word: <c>ContainerCreating</c>, <c>ImagePullBackOff</c>, <c>CreateContainerConfigError</c>, …</summary>
    public string? Reason { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }
}
