namespace Wolfictl.Kubernetes.Access;

/// <summary>Question and answer as they are sent (authorization.k8s.io/v1 SelfSubjectAccessReview).</summary>
internal sealed record AccessReview
{
    public string ApiVersion { get; init; } = "authorization.k8s.io/v1";

    public string Kind { get; init; } = "SelfSubjectAccessReview";

    public AccessReviewSpec? Spec { get; init; }

    public AccessAnswer? Status { get; init; }
}
