namespace Wolfictl.Kubernetes.Pods;

/// <summary>As whom a container runs, and what it may do (core/v1 SecurityContext).</summary>
public sealed record SecurityContext : ExtensibleObject
{
    /// <summary>Whether it is root on its node.</summary>
    public bool? Privileged { get; init; }

    /// <summary>The uid.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The gid.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Whether the kubelet refuses to run it as uid 0.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Whether it may write to volumes only.</summary>
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Whether processes may gain privileges (setuid).</summary>
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>Linux capabilities added to the runtime's, and dropped from them.</summary>
    public Capabilities? Capabilities { get; init; }

    /// <summary>Which system calls it may make.</summary>
    public SeccompProfile? SeccompProfile { get; init; }
}
