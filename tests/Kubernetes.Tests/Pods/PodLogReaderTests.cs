using System.Text;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class PodLogReaderTests
{
    private const string Space = FakeCluster.Space;

    [Fact]
    public async Task Log_CutAgainAndAgainOverAHundredThousandLines_LosesAndRepeatsNone()
    {
        const int Lines = 100_000;
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        var random = new Random(7);
        // 2,000 to 5,000 lines a second, some of the same time, those of one stream not quite after those of the other.
        var time = ReadLog.Start;
        for (var i = 0; i < Lines; i++)
        {
            time = time.AddTicks(random.Next(4) * 2500);
            log.Write(time.AddTicks(i % 7 == 0 ? -9000 : 0), random.Next(5) == 0 ? "the same" : $"line {i}");
        }

        ReadLog.End(cluster);
        // Each opening goes one to five seconds of lines further than the one before it had come.
        var cuts = 0;
        cluster.Server.CutLogsAfter = () => ++cuts <= 60 ? (random.Next(300_000, 700_000), Abort: cuts % 2 == 0) : null;
        var expected = new List<string>();
        var again = new Random(7);
        for (var i = 0; i < Lines; i++)
        {
            again.Next(4);
            expected.Add(again.Next(5) == 0 ? "the same" : $"line {i}");
        }

        var read = await ReadLog.AllAsync(cluster);
        Assert.Equal(expected, read);
        Assert.InRange(cluster.Server.Seen.Count(request => request.Line.Contains("/log?", StringComparison.Ordinal)), 8, 200);
    }

    [Fact]
    public async Task Log_ThatFallsSilent_IsWaitedForOverAConnectionWithPings()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start, "one");
        var reading = ReadLog.EntriesAsync(cluster, options: new PodLogReaderOptions());
        var opened = () => cluster.Server.Seen.Where(request => request.Line.Contains("/log?", StringComparison.Ordinal)).Select(request => request.Protocol).ToList();
        await FakeCluster.UntilAsync(() => opened().Count == 1);
        await cluster.PassAsync(FakeCluster.UntilAsync(() => opened().Count == 2), TimeSpan.FromSeconds(15));
        log.Write(ReadLog.Start.AddSeconds(60), "two");
        ReadLog.End(cluster);

        Assert.Equal(2, (await cluster.PassAsync(reading, TimeSpan.FromSeconds(15))).Count);
        Assert.Equal(["HTTP/1.1", "HTTP/2"], opened()[..2]);
    }

    [Fact]
    public async Task Log_EndsWhileTheContainerRuns_IsFollowedOn()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start, "one");
        // The server ends the log properly, as it does when it loses the node.
        var ends = 5;
        cluster.Server.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal) || Interlocked.Decrement(ref ends) < 0)
            {
                return false;
            }

            await context.Response.Body.WriteAsync("2026-03-01T12:00:00.000000000Z one\n"u8.ToArray());
            return true;
        };
        var reading = ReadLog.AllAsync(cluster);
        await cluster.PassAsync(FakeCluster.UntilAsync(() => Volatile.Read(ref ends) < 0), TimeSpan.FromSeconds(15));
        Assert.False(reading.IsCompleted);
        log.Write(ReadLog.Start.AddSeconds(90), "two");
        ReadLog.End(cluster);

        Assert.Equal(["one", "two"], await reading);
    }

    [Fact]
    public async Task Log_RotatedAwayWhileCut_HasAGap()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        for (var i = 0; i < 100; i++)
        {
            log.Write(ReadLog.Start.AddSeconds(i), $"line {i}");
        }

        var cuts = 0;
        cluster.Server.CutLogsAfter = () =>
        {
            if (++cuts == 2)
            {
                log.Rotate(90);
            }

            return cuts == 1 ? (500, Abort: false) : null;
        };
        ReadLog.End(cluster);
        var read = await ReadLog.AllAsync(cluster);

        Assert.Equal("line 0", read[0]);
        Assert.Equal(["(gap)", .. Enumerable.Range(90, 10).Select(i => $"line {i}")], read.SkipWhile(line => line != "(gap)"));
        Assert.Single(read, "(gap)");
    }

    [Fact]
    public async Task Log_CutWithinALine_DoesNotTellHalfOfIt()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start, "whole");
        log.Write(ReadLog.Start.AddSeconds(1), "a longer line");
        var opened = 0;
        cluster.Server.CutLogsAfter = () => ++opened == 1 ? (75, Abort: false) : null;
        ReadLog.End(cluster);

        Assert.Equal(["whole", "a longer line"], await ReadLog.AllAsync(cluster));
    }

    [Fact]
    public async Task Log_SilentForMinutes_IsOpenedAgain()
    {
        await using var cluster = await ReadLog.StartAsync();
        var reading = ReadLog.AllAsync(cluster);
        await cluster.PassAsync(cluster.SeenAsync(1), TimeSpan.FromSeconds(15));
        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        await cluster.PassAsync(FakeCluster.UntilAsync(() => cluster.Server.Seen.Count(request => request.Line.Contains("/log?", StringComparison.Ordinal)) >= 2), TimeSpan.FromSeconds(15));
        cluster.Server.Log(Space, ReadLog.Pod).Write(ReadLog.Start.AddMinutes(6), "at last");
        ReadLog.End(cluster);

        Assert.Equal(["at last"], await reading);
    }

    [Fact]
    public async Task Log_KeptPlace_IsGoneOnFromInAnotherProcess()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        for (var i = 0; i < 1000; i++)
        {
            log.Write(ReadLog.Start.AddMilliseconds(i / 4 * 20), $"line {i}");
        }

        ReadLog.End(cluster);
        var first = await ReadLog.EntriesAsync(cluster, most: 402);
        var place = Assert.IsType<PodLogLine>(first[^1]).Position!;
        var second = await ReadLog.AllAsync(cluster, options: new PodLogReaderOptions { After = place, BusySilence = TimeSpan.FromMinutes(5) });

        Assert.Equal(2, place.Count);
        Assert.Equal(Enumerable.Range(402, 598).Select(i => $"line {i}"), second);
    }

    [Fact]
    public async Task Log_KeptPlaceRotatedAway_HasAGap()
    {
        await using var cluster = await ReadLog.StartAsync();
        var log = cluster.Server.Log(Space, ReadLog.Pod);
        log.Write(ReadLog.Start.AddMinutes(1), "later");
        ReadLog.End(cluster);

        Assert.Equal(["(gap)", "later"], await ReadLog.AllAsync(cluster, options: new PodLogReaderOptions { After = new PodLogPosition(ReadLog.Start, 1), BusySilence = TimeSpan.FromMinutes(5) }));
    }

    [Fact]
    public async Task Log_LineOfAHundredMegabytes_IsCutInBoundedMemory()
    {
        await using var cluster = await ReadLog.StartAsync();
        ReadLog.End(cluster);
        var part = new byte[100_000];
        Array.Fill(part, (byte)'x');
        cluster.Server.Intercept = async context =>
        {
            var log = context.Request.Path.Value!.EndsWith("/log", StringComparison.Ordinal);
            if (log)
            {
                await context.Response.Body.WriteAsync("2026-03-01T12:00:00.000000000Z "u8.ToArray());
                for (var i = 0; i < 1000; i++)
                {
                    await context.Response.Body.WriteAsync(part);
                }

                await context.Response.Body.WriteAsync("\n2026-03-01T12:00:01Z next\n"u8.ToArray());
            }

            return log;
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var read = await cluster.PassAsync(ReadLog.EntriesAsync(cluster), TimeSpan.FromSeconds(15));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        var line = Assert.IsType<PodLogLine>(read[0]);
        Assert.Equal((16 * 1024, 100_000_000 - 16 * 1024), (line.Content.Length, line.CutBytes));
        Assert.Equal("next", Encoding.UTF8.GetString(Assert.IsType<PodLogLine>(read[1]).Content.Span));
        Assert.InRange(grown, long.MinValue, 32 * 1024 * 1024);
    }
}
