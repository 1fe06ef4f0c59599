using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class PodLogEndTests
{
    private const string Space = FakeCluster.Space;

    [Fact]
    public async Task Log_OfAContainerThatHasNotStarted_IsWaitedFor()
    {
        await using var cluster = await ReadLog.StartAsync(run: false);
        var refusals = 0;
        cluster.Server.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal) || cluster.Server.Pods.Find(Space, ReadLog.Pod)!["status"]!["containerStatuses"] is not null)
            {
                return false;
            }

            Interlocked.Increment(ref refusals);
            await FakeAnswers.RefuseAsync(context, 400, "BadRequest", "container \"main\" in pod \"build\" is waiting to start: ContainerCreating");
            return true;
        };
        var reading = ReadLog.AllAsync(cluster);
        await cluster.PassAsync(FakeCluster.UntilAsync(() => Volatile.Read(ref refusals) > 3), TimeSpan.FromSeconds(15));
        cluster.Server.Log(Space, ReadLog.Pod).Write(ReadLog.Start, "one");
        ReadLog.End(cluster);

        Assert.Equal(["one"], await reading);
    }

    [Fact]
    public async Task Log_OfAContainerThatNeverRan_Ends()
    {
        await using var cluster = await ReadLog.StartAsync(run: false);
        cluster.Server.Pods.SetStatus(Space, ReadLog.Pod, """{"phase":"Failed","reason":"Evicted"}""");
        cluster.Server.Intercept = async context =>
        {
            var log = context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal);
            if (log)
            {
                await FakeAnswers.RefuseAsync(context, 400, "BadRequest", "waiting to start");
            }

            return log;
        };
        Assert.Empty(await ReadLog.AllAsync(cluster));
    }

    [Fact]
    public async Task Log_ReadToItsEnd_IsNotReadAgain()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start, "one");
        log.Write(ReadLog.Start, "two");
        ReadLog.End(cluster);

        Assert.Equal(["one", "two"], await ReadLog.AllAsync(cluster));
        Assert.Collection(
            cluster.Server.Seen.Where(request => request.Line.Contains("/log?", StringComparison.Ordinal)),
            request => Assert.DoesNotContain("tailLines", request.Line, StringComparison.Ordinal),
            request => Assert.Contains("tailLines=1", request.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_EndedAsIfWholeByAServerThatLostTheNode_IsReadToItsRealEnd()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start, "one");
        log.Write(ReadLog.Start, "one");
        log.Write(ReadLog.Start.AddTicks(1), "two");
        ReadLog.End(cluster);
        var openings = 0;
        cluster.Server.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal) || Interlocked.Increment(ref openings) > 1)
            {
                return false;
            }

            await context.Response.Body.WriteAsync("2026-03-01T12:00:00.000000000Z one\n"u8.ToArray());
            return true;
        };

        Assert.Equal(["one", "one", "two"], await ReadLog.AllAsync(cluster));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_OfAPodThatVanishes_EndsWithAGap(bool replaced)
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start, "one");
        var uid = (string)cluster.Server.Pods.Find(Space, ReadLog.Pod)!["metadata"]!["uid"]!;
        cluster.Server.Pods.Remove(Space, ReadLog.Pod);
        if (replaced)
        {
            cluster.Server.Pods.Add(Space, ReadLog.Pod);
        }

        log.End();
        var entries = new List<PodLogEntry>();
        await foreach (var entry in new PodLogReader(cluster.Api.Pods, ReadLog.Target with { Uid = uid }).ReadAsync())
        {
            entries.Add(entry);
        }

        Assert.Contains("is gone", Assert.IsType<PodLogGap>(entries[^1]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_NodeLostAfterTheEnd_GivesUpWithAGap()
    {
        await using var cluster = await ReadLog.StartAsync();
        ReadLog.End(cluster);
        cluster.Server.Intercept = async context =>
        {
            var log = context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal);
            if (log)
            {
                await FakeAnswers.RefuseAsync(context, 500, "InternalError", "Get \"https://10.0.0.1:10250/containerLogs\": dial tcp: i/o timeout");
            }

            return log;
        };
        var read = await cluster.PassAsync(ReadLog.EntriesAsync(cluster), TimeSpan.FromSeconds(15));
        Assert.Contains("i/o timeout", Assert.IsType<PodLogGap>(Assert.Single(read)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_NodesOwnWords_AreToldOnce()
    {
        await using var cluster = await ReadLog.StartAsync();
        ReadLog.End(cluster);
        cluster.Server.Intercept = async context =>
        {
            var log = context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal);
            if (log)
            {
                await context.Response.Body.WriteAsync("unable to retrieve container logs for containerd://c"u8.ToArray());
            }

            return log;
        };
        Assert.Equal(["unable to retrieve container logs for containerd://c"], await ReadLog.AllAsync(cluster));
    }

    [Fact]
    public async Task Log_Refused_Throws()
    {
        await using var cluster = await ReadLog.StartAsync();
        cluster.Server.Intercept = async context =>
        {
            await FakeAnswers.RefuseAsync(context, 403, "Forbidden", "pods/log is forbidden");
            return true;
        };
        Assert.Equal(KubernetesErrorKind.Forbidden, (await Assert.ThrowsAsync<KubernetesException>(() => ReadLog.EntriesAsync(cluster))).Kind);
    }
}
