using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.Cluster;

/// <summary>For each verb, path and query are what kubectl sends to a real server; the one difference is written down.</summary>
public sealed class RequestsAgainstKubectlTests : IAsyncLifetime
{
    private OwnedNamespace? _space;
    private FakeCluster? _fake;

    private string Space => _space!.Name;

    public async Task InitializeAsync()
    {
        if (Requirement() is null)
        {
            _space = await OwnedNamespace.CreateAsync();
            _fake = await FakeCluster.StartAsync(requestTimeout: TimeSpan.FromSeconds(30));
            _fake.Server.Pods.Add(Space, "one");
            await _space.Pods.CreateAsync(Space, TestPods.Unschedulable("one"));
        }
    }

    public async Task DisposeAsync()
    {
        if (_space is not null)
        {
            await _fake!.DisposeAsync();
            await _space.DisposeAsync();
        }
    }

    [RequiresClusterFact(programs: "kubectl")]
    public async Task Create_AsKubectl()
    {
        var pod = TestPods.Unschedulable("two");
        var file = _fake!.Write("pod.json", JsonSerializer.Serialize(pod, KubernetesJson.Default.Pod));
        await SameAsync("POST /api/v1/", ["create", "-f", file], () => _fake!.Api.Pods.CreateAsync(Space, pod), theirsOnly: ["fieldValidation"]);
    }

    [RequiresClusterFact(programs: "kubectl")]
    public async Task CreateDryRun_AsKubectl()
    {
        var pod = TestPods.Unschedulable("three");
        var file = _fake!.Write("pod.json", JsonSerializer.Serialize(pod, KubernetesJson.Default.Pod));
        await SameAsync("POST /api/v1/", ["create", "--dry-run=server", "-f", file], () => _fake!.Api.Pods.CreateAsync(Space, pod, dryRun: true), theirsOnly: ["fieldValidation"]);
    }

    [RequiresClusterFact(programs: "kubectl")]
    public Task Get_AsKubectl() => SameAsync("GET /api/v1/", ["get", "pod", "one", "-o", "json"], () => _fake!.Api.Pods.GetAsync(Space, "one"));

    [RequiresClusterFact(programs: "kubectl")]
    public Task List_AsKubectl() => SameAsync(
        "GET /api/v1/",
        ["get", "pods", "-l", "app=wolfictl-test,pod in (a,b),!c", "--field-selector", "status.phase!=Failed", "-o", "json"],
        () => _fake!.Api.Pods.ListAsync(Space, new PodSelector("app=wolfictl-test,pod in (a,b),!c", "status.phase!=Failed")));

    [RequiresClusterFact(programs: "kubectl")]
    public Task Watch_AsKubectl() => SameAsync(
        "watch=true",
        ["get", "pods", "-l", "app=x", "--watch", "--request-timeout=1s", "-o", "json"],
        async () =>
        {
            using var stop = new CancellationTokenSource();
            var watch = _fake!.Api.Pods.WatchAsync(Space, new PodSelector("app=x"), "100", stop.Token).GetAsyncEnumerator(stop.Token);
            var next = watch.MoveNextAsync();
            await FakeCluster.UntilAsync(() => _fake!.Server.OpenWatches == 1);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        },
        // The state to begin at differs; bookmarks and a time of its own are what makes ours notice a silent watch.
        theirsOnly: ["timeout", "resourceVersion"],
        oursOnly: ["allowWatchBookmarks", "timeoutSeconds", "resourceVersion"]);

    [RequiresClusterFact(programs: "kubectl")]
    public async Task Delete_AsKubectl()
    {
        var theirs = await SameAsync(
            "DELETE /api/v1/",
            ["delete", "pod", "one", "--wait=false", "--grace-period=3"],
            () => _fake!.Api.Pods.DeleteAsync(Space, "one", new PodDeletion { GracePeriod = TimeSpan.FromSeconds(3), PropagationPolicy = "Background" }));
        var ours = JsonNode.Parse(_fake!.Server.Seen.Last().Body)!;

        Assert.Equal((3, "Background"), ((int)ours["gracePeriodSeconds"]!, (string)ours["propagationPolicy"]!));
        Assert.Contains("\"gracePeriodSeconds\":3", theirs.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"propagationPolicy\":\"Background\"", theirs.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [RequiresClusterFact(programs: "kubectl")]
    public Task Logs_AsKubectl() => SameAsync(
        "/log?",
        ["logs", "one", "-c", "main", "--timestamps", "--since-time=2026-03-01T12:00:00Z", "--tail=5", "--limit-bytes=1000", "--previous"],
        () => OpenLogAsync(new PodLogRequest { Container = "main", Timestamps = true, SinceTime = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), TailLines = 5, LimitBytes = 1000, Previous = true }),
        theirsOnly: ["timeout"]);

    [RequiresClusterFact(programs: "kubectl")]
    public Task FollowedLogs_AsKubectl()
    {
        _fake!.Server.Log(Space, "one").End();
        return SameAsync("/log?", ["logs", "one", "-c", "main", "-f"], () => OpenLogAsync(new PodLogRequest { Container = "main", Follow = true }), theirsOnly: ["timeout"]);
    }

    [RequiresClusterFact(programs: "kubectl")]
    public Task CanI_AsKubectl() => SameAsync(
        "POST /apis/authorization.k8s.io", ["auth", "can-i", "create", "pods"], () => _fake!.Api.CanIAsync(new AccessQuestion { Verb = "create", Resource = "pods", Namespace = Space }));

    [RequiresClusterFact(programs: "kubectl")]
    public Task Version_AsKubectl() => SameAsync("GET /version", ["version", "-o", "json"], () => _fake!.Api.GetVersionAsync());

    [RequiresClusterFact(programs: "kubectl")]
    public Task Events_AsKubectl() => SameAsync(
        "GET /api/v1/",
        ["get", "events", "--field-selector", "involvedObject.kind=Pod,involvedObject.name=one", "-o", "json"],
        () => _fake!.Api.Events.ListAsync(Space, "Pod", "one"));

    private static string? Requirement() => new RequiresClusterFactAttribute(programs: "kubectl").Skip;

    private static SortedDictionary<string, string> Query(string request, IReadOnlyCollection<string> without)
    {
        var query = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in request.Split('?', 2).Skip(1).SelectMany(text => text.Split('&')))
        {
            var (name, value) = (part.Split('=')[0], Uri.UnescapeDataString(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace('+', ' ')));
            if (!without.Contains(name))
            {
                // Each names itself.
                query[name] = name == "fieldManager" ? "(set)" : value;
            }
        }

        return query;
    }

    private async Task OpenLogAsync(PodLogRequest request)
    {
        await using var log = await _fake!.Api.Pods.OpenLogAsync(Space, "one", request);
    }

    private async Task<string> SameAsync(string wanted, string[] kubectl, Func<Task> ours, string[]? theirsOnly = null, string[]? oursOnly = null)
    {
        var (requests, output) = await KubectlRequests.OfAsync(Space, kubectl);
        await ours();
        var theirRequest = requests.LastOrDefault(request => request.Contains(wanted, StringComparison.Ordinal)) ?? throw new InvalidOperationException(output);
        var ourRequest = _fake!.Server.Seen.Last(request => request.Line.Contains(wanted, StringComparison.Ordinal)).Line;

        Assert.Equal(theirRequest.Split('?')[0], ourRequest.Split('?')[0]);
        Assert.Equal(Query(theirRequest, theirsOnly ?? []), Query(ourRequest, oursOnly ?? []));
        return output;
    }
}
