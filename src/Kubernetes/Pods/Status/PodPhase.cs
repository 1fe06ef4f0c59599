namespace Wolfictl.Kubernetes.Pods;

/// <summary>The values of <see cref="PodStatus.Phase"/> (core/v1 PodPhase). Newer servers may have others.</summary>
public static class PodPhase
{
    /// <summary>Accepted; not all containers have started.</summary>
    public const string Pending = "Pending";

    /// <summary>On a node, all containers were made, at least one runs or restarts.</summary>
    public const string Running = "Running";

    /// <summary>All containers ended with status 0 and will not start again.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>All containers ended, at least one in failure.</summary>
    public const string Failed = "Failed";

    /// <summary>The state cannot be told, mostly because the node does not answer.</summary>
    public const string Unknown = "Unknown";
}
