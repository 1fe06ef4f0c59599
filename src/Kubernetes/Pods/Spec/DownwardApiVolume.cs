namespace Wolfictl.Kubernetes.Pods;

/// <summary>Fields of the pod as files (core/v1 DownwardAPIVolumeSource).</summary>
public sealed record DownwardApiVolume : ExtensibleObject
{
    /// <summary>The files.</summary>
    public IReadOnlyList<DownwardApiFile>? Items { get; init; }

    /// <summary>The files' mode, 0 to 511 (0777).</summary>
    public int? DefaultMode { get; init; }
}
