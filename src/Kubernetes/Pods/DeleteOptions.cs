namespace Wolfictl.Kubernetes.Pods;

/// <summary>The body of a deletion (meta/v1 DeleteOptions).</summary>
internal sealed record DeleteOptions
{
    public string ApiVersion { get; init; } = "v1";

    public string Kind { get; init; } = "DeleteOptions";

    public long? GracePeriodSeconds { get; init; }

    public DeletePreconditions? Preconditions { get; init; }

    public string? PropagationPolicy { get; init; }
}
