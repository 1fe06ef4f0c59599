namespace Wolfictl.Kubernetes.Pods;

/// <summary>A config map as files (core/v1 ConfigMapVolumeSource).</summary>
public sealed record ConfigMapVolume : ExtensibleObject
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Which keys, and as which files; null: all under their own names.</summary>
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>The files' mode, 0 to 511 (0777).</summary>
    public int? DefaultMode { get; init; }

    /// <summary>Whether the pod starts without it.</summary>
    public bool? Optional { get; init; }
}
