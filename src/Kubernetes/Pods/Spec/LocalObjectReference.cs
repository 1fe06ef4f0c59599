namespace Wolfictl.Kubernetes.Pods;

/// <summary>An object of the same namespace, by name.</summary>
public sealed record LocalObjectReference : ExtensibleObject
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }
}
