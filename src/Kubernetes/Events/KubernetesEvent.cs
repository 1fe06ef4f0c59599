using System.Text.Json.Serialization;

namespace Wolfictl.Kubernetes.Events;

/// <summary>Something that the cluster reports of an object (core/v1 Event).</summary>
public sealed record KubernetesEvent
{
    /// <summary>Its own name and times.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The object.</summary>
    public ObjectReference? InvolvedObject { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }

    /// <summary>A word for programs: <c>FailedScheduling</c>, <c>BackOff</c>, <c>FailedMount</c>, …</summary>
    public string? Reason { get; init; }

    /// <summary>For people; untrusted.</summary>
    public string? Message { get; init; }

    /// <summary>How often it happened; null: once.</summary>
    public int? Count { get; init; }

    /// <summary>When it happened first.</summary>
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When it happened last.</summary>
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>When it happened, in newer events.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Who reports it, in older events.</summary>
    public EventSource? Source { get; init; }

    /// <summary>Who reports it, in newer events.</summary>
    public string? ReportingComponent { get; init; }

    /// <summary>When it happened last, whichever field tells; null where none does.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastSeen => LastTimestamp ?? EventTime ?? FirstTimestamp ?? Metadata.CreationTimestamp;
}
