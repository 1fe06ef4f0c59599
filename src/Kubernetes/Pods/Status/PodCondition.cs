namespace Wolfictl.Kubernetes.Pods;

/// <summary>A condition of a pod (core/v1 PodCondition).</summary>
public sealed record PodCondition
{
    /// <summary>Which.</summary>
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why, in a word: <c>Unschedulable</c>, <c>PreemptionByScheduler</c>, …</summary>
    public string? Reason { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Since when, by the server's clock.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }
}
