namespace Wolfictl.Kubernetes.Pods;

/// <summary>What a <see cref="PodChange"/> tells.</summary>
public enum PodChangeType
{
    /// <summary>A pod is there that was not known.</summary>
    Added,

    /// <summary>A known pod is another.</summary>
    Modified,

    /// <summary>A known pod is gone, or no longer selected; it is as it was last seen, without its specification if nobody saw it go.</summary>
    Deleted,

    /// <summary>All pods that there are have been told: what is not known now is not there.</summary>
    Listed,

    /// <summary>The cluster cannot be seen for now; what is known may be out of date until the next <see cref="Listed"/>.</summary>
    Interrupted,
}
