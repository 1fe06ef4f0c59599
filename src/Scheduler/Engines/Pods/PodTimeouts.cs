namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>How long each step of a pod may take.</summary>
public sealed record PodTimeouts
{
    /// <summary>From the pod's creation until its first init container runs.</summary>
    public TimeSpan Pending { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Each init container.</summary>
    public TimeSpan Init { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>make.</summary>
    public TimeSpan Build { get; init; } = TimeSpan.FromHours(6);

    /// <summary>publish and upload, from the end of the build.</summary>
    public TimeSpan Publish { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The whole pod, from the time that a node took it: the sum and ten minutes. The cluster ends the pod then.</summary>
    /// <param name="initContainers">How many init containers it has.</param>
    public TimeSpan Whole(int initContainers) => (initContainers * Init) + Build + Publish + TimeSpan.FromMinutes(10);
}
