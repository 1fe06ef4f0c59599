namespace Wolfictl.Kubernetes.Pods;

/// <summary>Which system calls are allowed (core/v1 SeccompProfile).</summary>
public sealed record SeccompProfile : ExtensibleObject
{
    /// <summary><c>RuntimeDefault</c>, <c>Unconfined</c> or <c>Localhost</c>.</summary>
    public required string Type { get; init; }

    /// <summary>A profile on the node, for <c>Localhost</c>.</summary>
    public string? LocalhostProfile { get; init; }
}
