namespace Wolfictl.Kubernetes.Pods;

/// <summary>Whose log.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Uid">The pod's identity, so that another of its name is not taken for it; null: whichever has the name.</param>
public sealed record PodLogTarget(string Namespace, string Pod, string Container, string? Uid = null);
