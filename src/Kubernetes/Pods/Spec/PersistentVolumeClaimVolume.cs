namespace Wolfictl.Kubernetes.Pods;

/// <summary>A claim of the pod's namespace (core/v1 PersistentVolumeClaimVolumeSource).</summary>
public sealed record PersistentVolumeClaimVolume : ExtensibleObject
{
    /// <summary>Its name.</summary>
    public required string ClaimName { get; init; }

    /// <summary>Whether it may only be read.</summary>
    public bool? ReadOnly { get; init; }
}
