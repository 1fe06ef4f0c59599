namespace Wolfictl.Kubernetes.Pods;

/// <summary>A line of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Pod">The pod after it, or as it last was where it was deleted; of a bookmark, only the resource version is set.</param>
public sealed record PodEvent(PodEventType Type, Pod Pod);
