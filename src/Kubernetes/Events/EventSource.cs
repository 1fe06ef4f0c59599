namespace Wolfictl.Kubernetes.Events;

/// <summary>Who reports an event (core/v1 EventSource).</summary>
public sealed record EventSource
{
    /// <summary>Such as <c>kubelet</c>.</summary>
    public string? Component { get; init; }

    /// <summary>The node.</summary>
    public string? Host { get; init; }
}
