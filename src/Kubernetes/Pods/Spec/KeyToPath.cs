namespace Wolfictl.Kubernetes.Pods;

/// <summary>A key as a file (core/v1 KeyToPath).</summary>
public sealed record KeyToPath : ExtensibleObject
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The file, relative to the mount.</summary>
    public required string Path { get; init; }

    /// <summary>The file's mode, 0 to 511 (0777); null: the volume's.</summary>
    public int? Mode { get; init; }
}
