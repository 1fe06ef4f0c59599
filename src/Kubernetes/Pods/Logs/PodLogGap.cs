namespace Wolfictl.Kubernetes.Pods;

/// <summary>Here lines may be missing.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record PodLogGap(string Reason) : PodLogEntry;
