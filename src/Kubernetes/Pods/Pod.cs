namespace Wolfictl.Kubernetes.Pods;

/// <summary>A pod (core/v1). What this library does not name is kept in <see cref="ExtensibleObject.Unknown"/> and written back.</summary>
public sealed record Pod : ExtensibleObject
{
    /// <summary><c>v1</c>; null in the items of a list.</summary>
    public string? ApiVersion { get; init; } = "v1";

    /// <summary><c>Pod</c>; null in the items of a list.</summary>
    public string? Kind { get; init; } = "Pod";

    /// <summary>Name, labels, identity.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public PodSpec? Spec { get; init; }

    /// <summary>What is the case; null in what is yet to be created.</summary>
    public PodStatus? Status { get; init; }
}
