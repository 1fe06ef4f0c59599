namespace Wolfictl.Kubernetes.Events;

/// <summary>One page of events (core/v1 EventList).</summary>
internal sealed record EventList
{
    public ListMeta Metadata { get; init; } = new();

    public IReadOnlyList<KubernetesEvent> Items { get; init; } = [];
}
