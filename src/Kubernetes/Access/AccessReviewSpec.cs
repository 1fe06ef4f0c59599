namespace Wolfictl.Kubernetes.Access;

/// <summary>The question of an <see cref="AccessReview"/>.</summary>
internal sealed record AccessReviewSpec(AccessQuestion ResourceAttributes);
