using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Events;

/// <summary>Events over HTTP.</summary>
internal sealed class EventsApi(ApiConnection connection) : IEvents
{
    private const int MaxPages = 20;

    public async Task<IReadOnlyList<KubernetesEvent>> ListAsync(string @namespace, string kind, string name, string? uid, CancellationToken cancellationToken)
    {
        var fields = $"involvedObject.kind={kind},involvedObject.name={name}{(uid is null ? "" : $",involvedObject.uid={uid}")}";
        var all = new List<KubernetesEvent>();
        string? continueAt = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var path = new ApiPath("api", "v1", "namespaces", @namespace, "events")
                .With("fieldSelector", fields)
                .With("limit", 500L)
                .With("continue", continueAt);
            var call = new ApiCall(HttpMethod.Get, path.ToString(), $"list the events of the {kind} '{name}' in namespace '{@namespace}'");
            var list = await connection.SendAsync(call, KubernetesJson.Default.EventList, cancellationToken).ConfigureAwait(false);
            all.AddRange(list.Items);
            if ((continueAt = list.Metadata.Continue) is null or "")
            {
                break;
            }
        }

        return [.. all.OrderBy(each => each.LastSeen)];
    }
}
