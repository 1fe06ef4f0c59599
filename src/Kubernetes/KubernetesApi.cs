using System.Text.Json;
using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Events;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes;

/// <summary>A cluster over HTTP. Owns the connections; make one per cluster and share it. Nothing is contacted before the first call.</summary>
public sealed class KubernetesApi : IKubernetes, IDisposable
{
    private readonly ApiConnection _connection;

    /// <summary>The cluster that <paramref name="access"/> leads to.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public KubernetesApi(ClusterAccess access, KubernetesClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(access);
        _connection = new ApiConnection(access, (options ?? new KubernetesClientOptions()).Checked());
        Pods = new PodsApi(_connection);
        Events = new EventsApi(_connection);
    }

    /// <inheritdoc />
    public Uri Server => _connection.Access.Server;

    /// <inheritdoc />
    public string Namespace => _connection.Access.Namespace;

    /// <inheritdoc />
    public IPods Pods { get; }

    /// <inheritdoc />
    public IEvents Events { get; }

    /// <inheritdoc />
    public async Task<AccessAnswer> CanIAsync(AccessQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var review = new AccessReview { Spec = new AccessReviewSpec(question) };
        var path = new ApiPath("apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews").ToString();
        var call = new ApiCall(HttpMethod.Post, path, "ask what this user may do") { Body = JsonSerializer.SerializeToUtf8Bytes(review, KubernetesJson.Default.AccessReview) };
        var answer = await _connection.SendAsync(call, KubernetesJson.Default.AccessReview, cancellationToken).ConfigureAwait(false);
        return answer.Status ?? throw _connection.Error(KubernetesErrorKind.Malformed, call.Doing, "the answer has no status.");
    }

    /// <inheritdoc />
    public Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiCall(HttpMethod.Get, new ApiPath("version").ToString(), "ask for the version"), KubernetesJson.Default.ServerVersion, cancellationToken);

    /// <summary>Closes the connections: watches and logs end.</summary>
    public void Dispose() => _connection.Dispose();
}
