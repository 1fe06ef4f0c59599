namespace Wolfictl.Kubernetes.Pods;

/// <summary>A volume of a pod (core/v1 Volume); one of the sources.</summary>
public sealed record Volume : ExtensibleObject
{
    /// <summary>Unique within the pod.</summary>
    public required string Name { get; init; }

    /// <summary>An empty folder that goes away with the pod.</summary>
    public EmptyDirVolume? EmptyDir { get; init; }

    /// <summary>A secret as files.</summary>
    public SecretVolume? Secret { get; init; }

    /// <summary>A config map as files.</summary>
    public ConfigMapVolume? ConfigMap { get; init; }

    /// <summary>Fields of the pod as files.</summary>
    public DownwardApiVolume? DownwardAPI { get; init; }

    /// <summary>What a CSI driver of the node mounts.</summary>
    public CsiVolume? Csi { get; init; }

    /// <summary>A claim of the namespace.</summary>
    public PersistentVolumeClaimVolume? PersistentVolumeClaim { get; init; }
}
