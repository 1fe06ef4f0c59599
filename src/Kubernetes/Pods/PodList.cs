namespace Wolfictl.Kubernetes.Pods;

/// <summary>Pods at one moment, or one page of them (core/v1 PodList).</summary>
public sealed record PodList
{
    /// <summary>The state that it shows, and how to go on.</summary>
    public ListMeta Metadata { get; init; } = new();

    /// <summary>The pods, ordered by name.</summary>
    public IReadOnlyList<Pod> Items { get; init; } = [];
}
