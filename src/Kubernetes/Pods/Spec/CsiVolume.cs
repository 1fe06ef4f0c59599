namespace Wolfictl.Kubernetes.Pods;

/// <summary>What a CSI driver mounts for one pod (core/v1 CSIVolumeSource).</summary>
public sealed record CsiVolume : ExtensibleObject
{
    /// <summary>Such as <c>secrets-store.csi.k8s.io</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>Whether it may only be read.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>The file system; null: the driver's.</summary>
    public string? FsType { get; init; }

    /// <summary>What the driver is told.</summary>
    public IReadOnlyDictionary<string, string>? VolumeAttributes { get; init; }

    /// <summary>A secret for the driver.</summary>
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
