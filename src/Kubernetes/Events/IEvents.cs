namespace Wolfictl.Kubernetes.Events;

/// <summary>What the cluster reports of objects; kept by it for an hour or so.</summary>
public interface IEvents
{
    /// <summary>The events of one object, oldest first, at most 10,000.</summary>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="kind">Its kind, such as <c>Pod</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="uid">Its identity; null takes those of others that had its name, too.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="KubernetesException">They could not be listed.</exception>
    Task<IReadOnlyList<KubernetesEvent>> ListAsync(string @namespace, string kind, string name, string? uid = null, CancellationToken cancellationToken = default);
}
