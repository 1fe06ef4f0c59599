using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class PodWatcherTests
{
    private const string Space = FakeCluster.Space;

    [Fact]
    public async Task Watcher_PodsComeChangeAndGo_TellsEachOnce()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var pods = cluster.Server.Pods;
        pods.Add(Space, "old");
        await using var watched = new WatchedPods(cluster);
        await PassUntil(cluster, () => cluster.Server.OpenWatches == 1);
        pods.Add(Space, "new");
        pods.SetStatus(Space, "new", """{"phase":"Running"}""");
        pods.Add("elsewhere", "other");
        pods.Remove(Space, "old");
        await PassUntil(cluster, () => watched.Told.Count == 5);

        Assert.Equal(["Added old", "Listed", "Added new", "Modified new", "Deleted old"], watched.Told);
    }

    [Fact]
    public async Task Watcher_PodNoLongerSelected_IsToldAsDeleted()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one", "state=wanted");
        await using var watched = new WatchedPods(cluster, new PodSelector("state=wanted"));
        await PassUntil(cluster, () => cluster.Server.OpenWatches == 1);
        cluster.Server.Pods.Change(Space, "one", pod => pod["metadata"]!["labels"]!["state"] = "done");
        await PassUntil(cluster, () => watched.Told.Count == 3);

        Assert.Equal(["Added one", "Listed", "Deleted one"], watched.Told);
    }

    public static TheoryData<string> Faults => new("ends", "half a line", "gone", "gone on the watch", "cut", "garbage", "too long", "429", "500", "unknown type");

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Watcher_WatchFails_IsRightAgainWithinFifteenSeconds(string fault)
    {
        await using var cluster = await FakeCluster.StartAsync(options: new KubernetesClientOptions { MaxWatchLineBytes = 64 * 1024 });
        var pods = cluster.Server.Pods;
        pods.Add(Space, "stays");
        pods.Add(Space, "goes");
        pods.Add(Space, "again");
        await using var watched = new WatchedPods(cluster);
        await PassUntil(cluster, () => cluster.Server.OpenWatches == 1);
        var faults = 2;
        cluster.Server.Intercept = context => context.Request.Query["watch"] == "true" && Interlocked.Decrement(ref faults) >= 0 ? WatchFaults.AnswerAsync(context, fault) : Task.FromResult(false);

        // Nobody sees what happens now: the watch that is open says nothing of it.
        cluster.Server.SilenceWatches();
        pods.Remove(Space, "goes");
        pods.Remove(Space, "again");
        pods.Add(Space, "again");
        pods.SetStatus(Space, "stays", """{"phase":"Running"}""");
        pods.Forget();
        var start = cluster.Clock.GetUtcNow();
        cluster.Server.EndWatches(halfALine: fault == "half a line");
        cluster.Server.SilenceWatches(false);
        await PassUntil(cluster, () => watched.Known == Actual(pods) && cluster.Server.OpenWatches == 1);

        Assert.InRange(cluster.Clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(["Deleted again", "Deleted goes"], watched.Told.Where(told => told.StartsWith("Deleted", StringComparison.Ordinal)).Order());
        Assert.Equal(2, watched.Told.Count(told => told == "Added again"));
        pods.Remove(Space, "stays");
        await PassUntil(cluster, () => watched.Known == Actual(pods));
    }

    [Fact]
    public async Task Watcher_SilentWatch_IsListedAgainAfterFiveMinutes()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = WatchFaults.KeepOpen;
        cluster.Server.Pods.Add(Space, "goes");
        await using var watched = new WatchedPods(cluster);
        await PassUntil(cluster, () => cluster.Server.OpenWatches == 1);
        var start = cluster.Clock.GetUtcNow();
        cluster.Server.SilenceWatches();
        cluster.Server.Pods.Remove(Space, "goes");
        await cluster.PassAsync(FakeCluster.UntilAsync(() => watched.Known.Length == 0), TimeSpan.FromMinutes(5));

        Assert.InRange(watched.LastDeletion - start, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.25));
        Assert.Contains("Interrupted Timeout", watched.Told);
    }

    [Fact]
    public async Task Watcher_ServerEndsWatchesAsAsked_ListsAgainWithoutATrace()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one");
        await using var watched = new WatchedPods(cluster);
        for (var round = 1; round <= 3; round++)
        {
            await PassUntil(cluster, () => cluster.Server.OpenWatches == 1 && watched.Listed == round);
            cluster.Clock.Advance(TimeSpan.FromMinutes(4.6));
            await PassUntil(cluster, () => watched.Listed == round + 1);
        }

        Assert.DoesNotContain(watched.Told, told => told.StartsWith("Interrupted", StringComparison.Ordinal));
        Assert.Single(watched.Told, told => told == "Added one");
        Assert.All(cluster.Server.Seen.Where(request => request.Line.Contains("watch=true", StringComparison.Ordinal)), request => Assert.Contains("allowWatchBookmarks=true", request.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watcher_Bookmarks_KeepTheWatchOpen()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = WatchFaults.KeepOpen;
        await using var watched = new WatchedPods(cluster);
        await PassUntil(cluster, () => cluster.Server.OpenWatches == 1);
        var events = cluster.Api.Pods.WatchAsync(Space, null, "0").GetAsyncEnumerator();
        for (var minute = 0; minute < 12; minute++)
        {
            var next = events.MoveNextAsync().AsTask();
            await PassUntil(cluster, () => cluster.Server.OpenWatches == 2);
            cluster.Clock.Advance(TimeSpan.FromMinutes(1));
            cluster.Server.Bookmark();
            Assert.True(await cluster.PassAsync(next, TimeSpan.FromSeconds(15)));
            Assert.Equal(PodEventType.Bookmark, events.Current.Type);
        }

        await events.DisposeAsync();
        Assert.DoesNotContain(watched.Told, told => told.StartsWith("Interrupted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watcher_NotAllowedAtFirst_Throws()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = Forbid;
        await using var watched = new WatchedPods(cluster);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => watched.Reading.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(KubernetesErrorKind.Forbidden, error.Kind);
    }

    [Fact]
    public async Task Watcher_NotAllowedForAWhileLater_GoesOn()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var watched = new WatchedPods(cluster);
        await PassUntil(cluster, () => cluster.Server.OpenWatches == 1);
        cluster.Server.Intercept = Forbid;
        cluster.Server.EndWatches();
        await PassUntil(cluster, () => watched.Told.Count(told => told == "Interrupted Forbidden") >= 3);
        cluster.Server.Intercept = _ => Task.FromResult(false);
        cluster.Server.Pods.Add(Space, "one");
        await PassUntil(cluster, () => watched.Known.StartsWith("one@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ThreeThousandPodsWhilePagesAreForgotten_IsOneMoment()
    {
        await using var cluster = await FakeCluster.StartAsync();
        for (var i = 0; i < 3000; i++)
        {
            cluster.Server.Pods.Add(Space, $"pod-{i:0000}");
        }

        var pages = 0;
        cluster.Server.Intercept = _ =>
        {
            if (Interlocked.Increment(ref pages) == 3)
            {
                cluster.Server.Pods.Forget();
            }

            return Task.FromResult(false);
        };
        var list = await cluster.PassAsync(cluster.Api.Pods.ListAsync(Space));

        Assert.Equal(3000, list.Items.Select(pod => pod.Metadata.Name).Distinct().Count());
        Assert.Equal(3 + 6, cluster.Server.Seen.Count);
    }

    private static async Task<bool> Forbid(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await FakeAnswers.RefuseAsync(context, 403, "Forbidden", "pods is forbidden");
        return true;
    }

    private static Task<bool> PassUntil(FakeCluster cluster, Func<bool> condition) => cluster.PassAsync(FakeCluster.UntilAsync(condition), TimeSpan.FromSeconds(15));

    private static string Actual(FakePods pods) =>
        string.Join(' ', pods.Names.Select(name => name.Split('/')[1]).Select(name => $"{name}@{pods.Find(Space, name)?["metadata"]!["resourceVersion"]}"));
}
