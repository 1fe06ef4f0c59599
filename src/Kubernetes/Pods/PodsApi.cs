using System.Globalization;
using System.Net;
using System.Text.Json;
using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>Pods over HTTP.</summary>
internal sealed class PodsApi(ApiConnection connection) : IPods
{
    private const int MaxLists = 3;

    public Task<Pod> CreateAsync(string @namespace, Pod pod, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var path = Path(@namespace)
            .With("dryRun", dryRun ? "All" : null)
            .With("fieldManager", connection.Options.UserAgent.Split('/')[0]);
        var shown = pod.Metadata.Name ?? $"{pod.Metadata.GenerateName}…";
        return connection.SendAsync(
            new ApiCall(HttpMethod.Post, path.ToString(), $"{(dryRun ? "check" : "create")} the pod '{Shown.Of(shown)}' in namespace '{@namespace}'")
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(pod, KubernetesJson.Default.Pod),
                Idempotent = dryRun || !string.IsNullOrEmpty(pod.Metadata.Name),
            },
            KubernetesJson.Default.Pod,
            cancellationToken);
    }

    public Task<Pod> GetAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        connection.SendAsync(new ApiCall(HttpMethod.Get, Path(@namespace, name).ToString(), $"get the {Place(@namespace, name)}"), KubernetesJson.Default.Pod, cancellationToken);

    public Task<PodList> ListPageAsync(string @namespace, PodSelector? selector, string? continueAt, CancellationToken cancellationToken)
    {
        var path = Selected(Path(@namespace), selector).With("limit", (long)connection.Options.PageSize).With("continue", continueAt);
        return connection.SendAsync(new ApiCall(HttpMethod.Get, path.ToString(), $"list the pods of namespace '{@namespace}'"), KubernetesJson.Default.PodList, cancellationToken);
    }

    public async Task<PodList> ListAsync(string @namespace, PodSelector? selector, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var page = await ListPageAsync(@namespace, selector, null, cancellationToken).ConfigureAwait(false);
                var items = new List<Pod>(page.Items);
                while (!string.IsNullOrEmpty(page.Metadata.Continue))
                {
                    page = await ListPageAsync(@namespace, selector, page.Metadata.Continue, cancellationToken).ConfigureAwait(false);
                    items.AddRange(page.Items);
                }

                return new PodList { Metadata = new ListMeta { ResourceVersion = page.Metadata.ResourceVersion }, Items = items };
            }
            catch (KubernetesException exception) when (exception.Kind == KubernetesErrorKind.Gone && attempt < MaxLists)
            {
                // The pages took longer than the server remembers.
            }
        }
    }

    public IAsyncEnumerable<PodEvent> WatchAsync(string @namespace, PodSelector? selector, string resourceVersion, CancellationToken cancellationToken)
    {
        var silence = connection.Options.WatchSilence;
        // From three quarters to nine tenths of it, so that the watches of many don't end at once.
#pragma warning disable CA5394
        var seconds = (long)Math.Max(1, (silence * (0.75 + Random.Shared.NextDouble() * 0.15)).TotalSeconds);
#pragma warning restore CA5394
        var path = Selected(Path(@namespace), selector)
            .With("watch", true)
            .With("allowWatchBookmarks", true)
            .With("resourceVersion", resourceVersion)
            .With("timeoutSeconds", seconds);
        var call = new ApiCall(HttpMethod.Get, path.ToString(), $"watch the pods of namespace '{@namespace}'") { Patience = connection.Options.RequestTimeout };
        return new PodWatch(connection, call).ReadAsync(cancellationToken);
    }

    public Task DeleteAsync(string @namespace, string name, PodDeletion? deletion, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions
        {
            GracePeriodSeconds = deletion?.GracePeriod is { } grace ? (long)Math.Ceiling(grace.TotalSeconds) : null,
            Preconditions = deletion is { Uid: not null } or { ResourceVersion: not null } ? new DeletePreconditions(deletion.Uid, deletion.ResourceVersion) : null,
            PropagationPolicy = deletion?.PropagationPolicy,
        };
        return connection.SendAsync(
            new ApiCall(HttpMethod.Delete, Path(@namespace, name).ToString(), $"delete the {Place(@namespace, name)}")
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(options, KubernetesJson.Default.DeleteOptions),
            },
            cancellationToken);
    }

    public Task<Stream> OpenLogAsync(string @namespace, string name, PodLogRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = new ApiPath("api", "v1", "namespaces", @namespace, "pods", name, "log")
            .With("container", request.Container)
            .With("follow", request.Follow)
            .With("previous", request.Previous)
            .With("timestamps", request.Timestamps)
            .With("sinceTime", request.SinceTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture))
            .With("tailLines", request.TailLines)
            .With("limitBytes", request.LimitBytes);
        return connection.OpenAsync(
            new ApiCall(HttpMethod.Get, path.ToString(), $"read the log of the {Place(@namespace, name)}")
            {
                // Servers may begin their answer with the first line only: a container that says nothing is none that failed.
                Patience = request.Follow ? Timeout.InfiniteTimeSpan : connection.Options.RequestTimeout,
                // Servers send each line by itself: as frames of HTTP/2 they cost both sides twice as much.
                Version = request.Busy ? HttpVersion.Version11 : HttpVersion.Version20,
            },
            cancellationToken);
    }

    private static ApiPath Path(string @namespace) => new("api", "v1", "namespaces", @namespace, "pods");

    private static ApiPath Path(string @namespace, string name) => new("api", "v1", "namespaces", @namespace, "pods", name);

    private static ApiPath Selected(ApiPath path, PodSelector? selector) => path.With("labelSelector", selector?.Labels).With("fieldSelector", selector?.Fields);

    private static string Place(string @namespace, string name) => $"pod '{Shown.Of(name)}' in namespace '{Shown.Of(@namespace)}'";
}
