namespace Wolfictl.Kubernetes.Pods;

/// <summary>
/// Pods. Each call repeats what may pass (<see cref="KubernetesClientOptions"/>), and fails with a <see cref="KubernetesException"/> of a kind that tells why.
/// </summary>
public interface IPods
{
    /// <summary>Creates a pod. One with a name, not a generated one, may be sent again after a fault: then <see cref="KubernetesErrorKind.AlreadyExists"/> may mean this very pod.</summary>
    /// <param name="namespace">Where.</param>
    /// <param name="pod">With a name, or the beginning of one.</param>
    /// <param name="dryRun">Whether the server only checks and completes it.</param>
    /// <param name="cancellationToken">Stops waiting; the pod may have been created.</param>
    /// <returns>The pod as the server completed it.</returns>
    /// <exception cref="KubernetesException">AlreadyExists, Invalid, Forbidden, NotFound (the namespace) and others.</exception>
    Task<Pod> CreateAsync(string @namespace, Pod pod, bool dryRun = false, CancellationToken cancellationToken = default);

    /// <summary>The pod as it is.</summary>
    /// <exception cref="KubernetesException">NotFound and others.</exception>
    Task<Pod> GetAsync(string @namespace, string name, CancellationToken cancellationToken = default);

    /// <summary>One page of the pods of a namespace.</summary>
    /// <param name="namespace">Where.</param>
    /// <param name="selector">Which; null: all.</param>
    /// <param name="continueAt">What the page before gave as <see cref="ListMeta.Continue"/>; null for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="KubernetesException">Gone where the server has forgotten that list: begin again. And others.</exception>
    Task<PodList> ListPageAsync(string @namespace, PodSelector? selector = null, string? continueAt = null, CancellationToken cancellationToken = default);

    /// <summary>All pods of a namespace at one moment, over as many pages as there are; begun again, twice at most, where the server forgets on the way.</summary>
    /// <exception cref="KubernetesException">They could not be listed.</exception>
    Task<PodList> ListAsync(string @namespace, PodSelector? selector = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes after a state, until the server ends the watch, as it does every few minutes. <see cref="PodWatcher"/> goes on from there.
    /// </summary>
    /// <param name="namespace">Where.</param>
    /// <param name="selector">Which; null: all.</param>
    /// <param name="resourceVersion">The state: of a list or of an event.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="KubernetesException">
    /// Gone where that state is forgotten; Malformed where it was cut in the middle; Timeout after <see cref="KubernetesClientOptions.WatchSilence"/>; and others.
    /// </exception>
    IAsyncEnumerable<PodEvent> WatchAsync(string @namespace, PodSelector? selector, string resourceVersion, CancellationToken cancellationToken = default);

    /// <summary>Asks for a pod's end. It is gone only when it can't be found any more.</summary>
    /// <exception cref="KubernetesException">NotFound, also where a deletion was sent again after it had been done; Conflict where a precondition does not hold; and others.</exception>
    Task DeleteAsync(string @namespace, string name, PodDeletion? deletion = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a container's log. <see cref="PodLogReader"/> follows one over cuts.</summary>
    /// <returns>Its bytes, lines ended by a line feed; disposing closes the connection. It ends with the log, when the connection is cut, and when the node likes.</returns>
    /// <exception cref="KubernetesException">BadRequest while the container has not started; NotFound; and others.</exception>
    Task<Stream> OpenLogAsync(string @namespace, string name, PodLogRequest request, CancellationToken cancellationToken = default);
}
