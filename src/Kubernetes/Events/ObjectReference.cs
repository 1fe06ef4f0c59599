namespace Wolfictl.Kubernetes.Events;

/// <summary>An object that an event is about (core/v1 ObjectReference).</summary>
public sealed record ObjectReference
{
    /// <summary>Such as <c>Pod</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its identity.</summary>
    public string? Uid { get; init; }

    /// <summary>The part, such as <c>spec.containers{build}</c>.</summary>
    public string? FieldPath { get; init; }
}
