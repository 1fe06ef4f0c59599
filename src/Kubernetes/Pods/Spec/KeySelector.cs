namespace Wolfictl.Kubernetes.Pods;

/// <summary>A key of a secret or of a config map in the pod's namespace (core/v1 SecretKeySelector).</summary>
public sealed record KeySelector : ExtensibleObject
{
    /// <summary>Of the secret or config map.</summary>
    public string? Name { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the pod starts without it.</summary>
    public bool? Optional { get; init; }
}
