using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Network;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.Cluster;

public sealed class PodsOnClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [RequiresClusterFact]
    public async Task Pod_CreatedListedDeleted_IsAsTheServerSays()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var created = await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("one"));
        var got = await space.Pods.GetAsync(space.Name, "one");
        var list = await space.Pods.ListAsync(space.Name, PodSelector.WithLabels([KeyValuePair.Create("pod", "one")]));
        var none = await space.Pods.ListAsync(space.Name, new PodSelector("pod=two"));

        Assert.Equal(created.Metadata.Uid, got.Metadata.Uid);
        Assert.Equal("one", Assert.Single(list.Items).Metadata.Name);
        Assert.Empty(none.Items);
        Assert.NotNull(list.Metadata.ResourceVersion);

        await space.Pods.DeleteAsync(space.Name, "one", new PodDeletion { Uid = got.Metadata.Uid, GracePeriod = TimeSpan.Zero });
        var gone = await Assert.ThrowsAsync<KubernetesException>(() => space.Pods.GetAsync(space.Name, "one"));
        Assert.Equal(KubernetesErrorKind.NotFound, gone.Kind);
        Assert.Equal("one", gone.Details?.Name);
    }

    [RequiresClusterFact]
    public async Task Create_DryRun_LeavesNothing()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var checkedPod = await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("dry"), dryRun: true);

        Assert.Equal("default-scheduler", checkedPod.Spec!.Unknown!["schedulerName"].GetString());
        Assert.Empty((await space.Pods.ListAsync(space.Name)).Items);
    }

    [RequiresClusterFact]
    public async Task Version_AndAccess_AreAnswered()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var version = await space.Api.GetVersionAsync();
        var mayCreate = await space.Api.CanIAsync(new AccessQuestion { Verb = "create", Resource = "pods", Namespace = space.Name });

        Assert.Equal("1", version.Major);
        Assert.StartsWith("v1.", version.GitVersion, StringComparison.Ordinal);
        Assert.True(mayCreate.Allowed);
    }

    [RequiresClusterFact(image: true)]
    public async Task Log_OfAPodThatRuns_IsReadToItsEnd()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        await space.Pods.CreateAsync(space.Name, TestPods.Shell("talker", KubernetesCluster.Image, "for i in $(seq 1 2000); do echo line $i; done; echo oops >&2; sleep 1; printf end; exit 3"));
        using var limit = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        await foreach (var entry in new PodLogReader(space.Pods, new PodLogTarget(space.Name, "talker", "main")).ReadAsync(limit.Token))
        {
            lines.Add(System.Text.Encoding.UTF8.GetString(Assert.IsType<PodLogLine>(entry).Content.Span));
        }

        Assert.Equal(Enumerable.Range(1, 2000).Select(i => $"line {i}"), lines.Where(line => line.StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal(["oops"], lines.Where(line => line == "oops"));
        Assert.Equal("end", lines[^1]);
    }

    [RequiresClusterFact]
    public async Task Refusals_OfTheServer_HaveTheirKinds()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var created = await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("one"));

        await AssertKindAsync(KubernetesErrorKind.AlreadyExists, () => space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("one")));
        await AssertKindAsync(KubernetesErrorKind.Invalid, () => space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("No Name")));
        await AssertKindAsync(KubernetesErrorKind.NotFound, () => space.Pods.CreateAsync("wolfictl-none", TestPods.Unschedulable("one")));
        await AssertKindAsync(KubernetesErrorKind.Conflict, () => space.Pods.DeleteAsync(space.Name, "one", new PodDeletion { Uid = Guid.NewGuid().ToString() }));
        await AssertKindAsync(KubernetesErrorKind.Conflict, () => space.Pods.DeleteAsync(space.Name, "one", new PodDeletion { Uid = created.Metadata.Uid, ResourceVersion = "1" }));
        await AssertKindAsync(KubernetesErrorKind.BadRequest, () => space.Pods.ListAsync(space.Name, new PodSelector(Fields: "no.field=1")));
        await AssertKindAsync(KubernetesErrorKind.BadRequest, () => space.Pods.CreateAsync(space.Name, new Pod { Metadata = new ObjectMeta { Name = "x", Namespace = "other" } }));
    }

    [RequiresClusterFact]
    public async Task List_InPages_IsAllOfThem()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        using var api = new KubernetesApi(space.Access, new KubernetesClientOptions { PageSize = 3 });
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => api.Pods.CreateAsync(space.Name, TestPods.Unschedulable($"pod-{i}"))));
        var first = await api.Pods.ListPageAsync(space.Name);
        var all = await api.Pods.ListAsync(space.Name);

        Assert.Equal((3, 7), (first.Items.Count, first.Metadata.RemainingItemCount));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"pod-{i}"), all.Items.Select(pod => pod.Metadata.Name));
    }

    [RequiresClusterFact]
    public async Task Watcher_OnAServer_TellsWhatHappens()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("before"));
        using var limit = new CancellationTokenSource(Patience);
        var told = new List<string>();
        await foreach (var change in new PodWatcher(space.Pods, space.Name, new PodSelector("app=wolfictl-test")).ReadAsync(limit.Token))
        {
            told.Add($"{change.Type} {change.Pod?.Metadata.Name}");
            if (change.Type == PodChangeType.Listed)
            {
                await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("after"), cancellationToken: limit.Token);
                await space.Pods.DeleteAsync(space.Name, "before", new PodDeletion { GracePeriod = TimeSpan.Zero }, limit.Token);
            }

            if (told.Contains("Deleted before") && told.Contains("Added after"))
            {
                break;
            }
        }

        Assert.Contains("Added before", told);
    }

    [RequiresClusterFact]
    public async Task Events_OfAPodThatNoNodeTakes_SayWhy()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var pod = await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("one"));
        IReadOnlyList<Wolfictl.Kubernetes.Events.KubernetesEvent> events = [];
        await FakeCluster.UntilAsync(() => (events = space.Api.Events.ListAsync(space.Name, "Pod", "one", pod.Metadata.Uid).GetAwaiter().GetResult()).Count > 0).WaitAsync(Patience);

        Assert.Equal("FailedScheduling", events[0].Reason);
        Assert.NotNull(events[0].LastSeen);
        Assert.Empty(await space.Api.Events.ListAsync(space.Name, "Pod", "one", "another"));
    }

    [RequiresClusterFact(image: true)]
    public async Task Log_OfASilentPodCutOnTheWay_GoesOn()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        await using var proxy = new ConnectProxy();
        using var api = new KubernetesApi(
            space.Access with { Proxy = proxy.Address }, new KubernetesClientOptions { KeepAlivePingDelay = TimeSpan.FromSeconds(1), KeepAlivePingTimeout = TimeSpan.FromSeconds(1) });
        await api.Pods.CreateAsync(space.Name, TestPods.Shell("quiet", KubernetesCluster.Image, "for i in 1 2 3; do echo line $i; done; sleep 7; echo end"));
        using var limit = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        await foreach (var entry in new PodLogReader(api.Pods, new PodLogTarget(space.Name, "quiet", "main")).ReadAsync(limit.Token))
        {
            lines.Add(System.Text.Encoding.UTF8.GetString(Assert.IsType<PodLogLine>(entry).Content.Span));
            if (lines.Count == 3)
            {
                proxy.Freeze();
            }
        }

        Assert.Equal(["line 1", "line 2", "line 3", "end"], lines);
    }

    [RequiresClusterFact(image: true)]
    public async Task Status_OfAPodThatFailed_IsRead()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var pod = TestPods.Shell("fails", KubernetesCluster.Image, "echo because > /dev/termination-log; exit 7");
        await space.Pods.CreateAsync(space.Name, pod);
        using var limit = new CancellationTokenSource(Patience);
        await foreach (var change in new PodWatcher(space.Pods, space.Name).ReadAsync(limit.Token))
        {
            if (change.Pod is { Status: { Phase: PodPhase.Failed } status })
            {
                var end = Assert.Single(status.ContainerStatuses!).State!.Terminated!;
                Assert.Equal((7, "Error", "because"), (end.ExitCode, end.Reason, end.Message?.Trim()));
                Assert.NotNull(end.FinishedAt);
                break;
            }
        }
    }

    private static async Task AssertKindAsync(KubernetesErrorKind kind, Func<Task> action) => Assert.Equal(kind, (await Assert.ThrowsAsync<KubernetesException>(action)).Kind);
}
