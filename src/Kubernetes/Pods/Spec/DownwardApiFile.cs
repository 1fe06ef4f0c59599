namespace Wolfictl.Kubernetes.Pods;

/// <summary>A field of the pod as a file (core/v1 DownwardAPIVolumeFile).</summary>
public sealed record DownwardApiFile : ExtensibleObject
{
    /// <summary>The file, relative to the mount.</summary>
    public required string Path { get; init; }

    /// <summary>The field.</summary>
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>The file's mode; null: the volume's.</summary>
    public int? Mode { get; init; }
}
