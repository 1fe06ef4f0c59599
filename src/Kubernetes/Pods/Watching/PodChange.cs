namespace Wolfictl.Kubernetes.Pods;

/// <summary>A change of what is known of pods.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Pod">The pod; null for <see cref="PodChangeType.Listed"/> and <see cref="PodChangeType.Interrupted"/>.</param>
/// <param name="Error">Why the cluster cannot be seen; only for <see cref="PodChangeType.Interrupted"/>.</param>
public sealed record PodChange(PodChangeType Type, Pod? Pod = null, KubernetesException? Error = null);
