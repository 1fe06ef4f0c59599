namespace Wolfictl.Kubernetes.Access;

/// <summary>Whether one may (authorization.k8s.io/v1 SubjectAccessReviewStatus).</summary>
public sealed record AccessAnswer
{
    /// <summary>Whether it is allowed.</summary>
    public bool Allowed { get; init; }

    /// <summary>Whether some rule forbids it, whatever others say.</summary>
    public bool Denied { get; init; }

    /// <summary>Why, where the server tells.</summary>
    public string? Reason { get; init; }

    /// <summary>What kept the server from deciding properly.</summary>
    public string? EvaluationError { get; init; }
}
