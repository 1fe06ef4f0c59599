namespace Wolfictl.Kubernetes;

/// <summary>One reason of a refusal (meta/v1 StatusCause).</summary>
public sealed record StatusCause
{
    /// <summary>A word for programs, such as <c>FieldValueRequired</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>The field, such as <c>spec.containers[0].image</c>.</summary>
    public string? Field { get; init; }
}
