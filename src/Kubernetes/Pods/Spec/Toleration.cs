namespace Wolfictl.Kubernetes.Pods;

/// <summary>A taint that a pod tolerates (core/v1 Toleration).</summary>
public sealed record Toleration : ExtensibleObject
{
    /// <summary>The taint's key; null with <c>Exists</c>: all.</summary>
    public string? Key { get; init; }

    /// <summary><c>Equal</c> (the server's default) or <c>Exists</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>The taint's value.</summary>
    public string? Value { get; init; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c>, <c>NoExecute</c>; null: all.</summary>
    public string? Effect { get; init; }

    /// <summary>For how long <c>NoExecute</c> is tolerated; null: for ever.</summary>
    public long? TolerationSeconds { get; init; }
}
