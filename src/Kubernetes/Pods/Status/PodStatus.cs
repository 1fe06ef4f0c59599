namespace Wolfictl.Kubernetes.Pods;

/// <summary>What is the case with a pod (core/v1 PodStatus); read only.</summary>
public sealed record PodStatus
{
    /// <summary>One of <see cref="PodPhase"/>.</summary>
    public string? Phase { get; init; }

    /// <summary>Why, in a word: <c>Evicted</c>, <c>DeadlineExceeded</c>, <c>NodeLost</c>, …</summary>
    public string? Reason { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }

    /// <summary>What is fulfilled: <c>PodScheduled</c>, <c>Initialized</c>, <c>ContainersReady</c>, <c>Ready</c>, <c>DisruptionTarget</c>.</summary>
    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    /// <summary>When the kubelet took it, by the node's clock.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Of init containers, in their order.</summary>
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>Of containers; order is the server's.</summary>
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>Its address; null before it has one.</summary>
    public string? PodIP { get; init; }

    /// <summary>Its node's address.</summary>
    public string? HostIP { get; init; }

    /// <summary>The node on which room is being made for it.</summary>
    public string? NominatedNodeName { get; init; }

    /// <summary><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</summary>
    public string? QosClass { get; init; }
}
