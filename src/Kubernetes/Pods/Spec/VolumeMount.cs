namespace Wolfictl.Kubernetes.Pods;

/// <summary>A volume in a container's file tree (core/v1 VolumeMount).</summary>
public sealed record VolumeMount : ExtensibleObject
{
    /// <summary>The volume's.</summary>
    public required string Name { get; init; }

    /// <summary>Where, absolute.</summary>
    public required string MountPath { get; init; }

    /// <summary>A path within the volume; null: its root.</summary>
    public string? SubPath { get; init; }

    /// <summary>Whether the container may only read it.</summary>
    public bool? ReadOnly { get; init; }
}
