using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Events;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes;

/// <summary>A Kubernetes cluster, as much of it as this project needs. Safe for use by many at once.</summary>
public interface IKubernetes
{
    /// <summary>The server's address, for messages.</summary>
    Uri Server { get; }

    /// <summary>The namespace that the configuration names; <c>default</c> where it names none.</summary>
    string Namespace { get; }

    /// <summary>Pods, their watch and their logs.</summary>
    IPods Pods { get; }

    /// <summary>What the cluster reports of objects.</summary>
    IEvents Events { get; }

    /// <summary>Whether this client's identity may do something (a SelfSubjectAccessReview).</summary>
    /// <exception cref="KubernetesException">The server could not be asked.</exception>
    Task<AccessAnswer> CanIAsync(AccessQuestion question, CancellationToken cancellationToken = default);

    /// <summary>What runs at the server.</summary>
    /// <exception cref="KubernetesException">The server could not be asked.</exception>
    Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken = default);
}
