namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>A cluster, a user and a namespace under one name (kubeconfig, <c>contexts[].context</c>).</summary>
/// <param name="File">The file that it was read from.</param>
/// <param name="Cluster">The cluster's name; null where none is given.</param>
/// <param name="User">The user's name; null where none is given.</param>
/// <param name="Namespace">The namespace; null: <c>default</c>.</param>
public sealed record KubeconfigContext(string File, string? Cluster, string? User, string? Namespace);
