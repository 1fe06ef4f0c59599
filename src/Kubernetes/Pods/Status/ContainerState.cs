namespace Wolfictl.Kubernetes.Pods;

/// <summary>What a container does (core/v1 ContainerState): at most one of these; none means waiting.</summary>
public sealed record ContainerState
{
    /// <summary>It has not started.</summary>
    public WaitingState? Waiting { get; init; }

    /// <summary>It runs.</summary>
    public RunningState? Running { get; init; }

    /// <summary>It has ended.</summary>
    public TerminatedState? Terminated { get; init; }
}
