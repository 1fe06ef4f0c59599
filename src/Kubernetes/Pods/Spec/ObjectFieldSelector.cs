namespace Wolfictl.Kubernetes.Pods;

/// <summary>A field of the pod itself (core/v1 ObjectFieldSelector).</summary>
public sealed record ObjectFieldSelector : ExtensibleObject
{
    /// <summary>Such as <c>metadata.name</c> or <c>status.podIP</c>.</summary>
    public required string FieldPath { get; init; }

    /// <summary>The version the path is of; null: v1.</summary>
    public string? ApiVersion { get; init; }
}
