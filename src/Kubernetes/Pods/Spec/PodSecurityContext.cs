namespace Wolfictl.Kubernetes.Pods;

/// <summary>As whom a pod's containers run, where they don't say it themselves (core/v1 PodSecurityContext).</summary>
public sealed record PodSecurityContext : ExtensibleObject
{
    /// <summary>The uid.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The gid.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Whether the kubelet refuses uid 0.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>The group that owns its volumes.</summary>
    public long? FsGroup { get; init; }

    /// <summary><c>OnRootMismatch</c> or <c>Always</c>.</summary>
    public string? FsGroupChangePolicy { get; init; }

    /// <summary>Further groups.</summary>
    public IReadOnlyList<long>? SupplementalGroups { get; init; }

    /// <summary>Which system calls are allowed.</summary>
    public SeccompProfile? SeccompProfile { get; init; }
}
