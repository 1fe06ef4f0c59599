namespace Wolfictl.Kubernetes.Pods;

/// <summary>What a pod shall be (core/v1 PodSpec).</summary>
public sealed record PodSpec : ExtensibleObject
{
    /// <summary>Run one after the other before the others start.</summary>
    public IReadOnlyList<Container>? InitContainers { get; init; }

    /// <summary>Run at the same time.</summary>
    public IReadOnlyList<Container>? Containers { get; init; }

    /// <summary>What containers mount.</summary>
    public IReadOnlyList<Volume>? Volumes { get; init; }

    /// <summary><c>Never</c>, <c>OnFailure</c> or <c>Always</c> (the server's default).</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds between SIGTERM and SIGKILL; the server's default is 30.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds after which the pod fails with <c>DeadlineExceeded</c>.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Whom the pod acts as.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Whether that account's token is mounted; the server's default is true.</summary>
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>The node it runs on; set by the scheduler of the cluster.</summary>
    public string? NodeName { get; init; }

    /// <summary>Labels that its node must have.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Taints that its node may have.</summary>
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>Whether it uses its node's network.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>How names are resolved: <c>ClusterFirst</c>, <c>Default</c>, <c>None</c>.</summary>
    public string? DnsPolicy { get; init; }

    /// <summary>Whether services of its namespace become environment variables; the server's default is true.</summary>
    public bool? EnableServiceLinks { get; init; }

    /// <summary>Secrets of its namespace with credentials for its images' registries.</summary>
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>As whom its processes run.</summary>
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>How important it is to the scheduler of the cluster.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>Which container runtime runs it.</summary>
    public string? RuntimeClassName { get; init; }
}
