namespace Wolfictl.Kubernetes.Pods;

/// <summary>How a pod is deleted (meta/v1 DeleteOptions).</summary>
public sealed record PodDeletion
{
    /// <summary>Whole seconds from SIGTERM to SIGKILL; null: the pod's own; zero: forget it at once, even where its node does not answer and its processes run on.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>Delete it only if it is this one, not another of its name.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete it only if it has not changed since.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>, for what it owns; null: the server's default.</summary>
    public string? PropagationPolicy { get; init; }
}
