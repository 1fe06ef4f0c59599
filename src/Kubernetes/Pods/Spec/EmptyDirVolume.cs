namespace Wolfictl.Kubernetes.Pods;

/// <summary>An empty folder that goes away with the pod (core/v1 EmptyDirVolumeSource).</summary>
public sealed record EmptyDirVolume : ExtensibleObject
{
    /// <summary><c>Memory</c> for a tmpfs; null: the node's disk.</summary>
    public string? Medium { get; init; }

    /// <summary>The most it may hold, a quantity such as <c>20Gi</c>; the pod is evicted beyond.</summary>
    public string? SizeLimit { get; init; }
}
