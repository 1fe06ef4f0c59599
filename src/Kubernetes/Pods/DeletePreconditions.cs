namespace Wolfictl.Kubernetes.Pods;

/// <summary>What must hold for a deletion (meta/v1 Preconditions).</summary>
internal sealed record DeletePreconditions(string? Uid, string? ResourceVersion);
