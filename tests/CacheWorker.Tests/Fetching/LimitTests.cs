using System.IO.Compression;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Time;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>design/faults.md, "slow or endless origin, bombs". Alone in the process, because it measures memory.</summary>
[Collection(nameof(Alone))]
public sealed class LimitTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);
    private readonly FetchScene _scene;
    private readonly byte[] _content = OriginContent.Of(1, 10_000);

    public LimitTests() => _scene = new FetchScene(_clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task Fetch_ByteASecond_EndsAtTheTotalTime()
    {
        _scene.Options = _scene.Options with { TotalTime = TimeSpan.FromMinutes(30), IdleTime = TimeSpan.FromHours(1) };
        var fetching = _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.Drip(_content, token => Task.Delay(TimeSpan.FromSeconds(1), _clock, token))), _content);
        var started = _clock.GetUtcNow();
        await AdvanceUntilDoneAsync(fetching, TimeSpan.FromSeconds(10));
        _scene.AssertFailed(await fetching, "not done within 30 min", "so far", "--mirror");
        Assert.InRange(_clock.GetUtcNow() - started, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(35));
        Assert.Single(_scene.Origin.Requests);
    }

    [Fact]
    public async Task Fetch_Silence_EndsAtTheIdleTimeAndResumes()
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Stall(_content, 4000), Replies.File(_content));
        var fetching = _scene.FetchAsync(uri, _content);
        await _scene.Origin.WhenSentAsync(4000);
        var retrying = new TaskCompletionSource();
        _scene.OnEvent = told => _ = told is FetchRetrying && retrying.TrySetResult();
        await AdvanceUntilDoneAsync(retrying.Task, TimeSpan.FromSeconds(5));
        _scene.AssertStored(await fetching, _content);
        Assert.Contains(_scene.Events, told => told is FetchRetrying { Reason: "nothing came for 30 s" });
    }

    [Fact]
    public async Task Fetch_HeadersNeverCome_EndsAtTheIdleTime()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        _scene.Options = _scene.Options with { Attempts = 1 };
        var fetching = _scene.FetchAsync(new Uri($"http://{listener.LocalEndpoint}/a"), _content);
        using var accepted = await listener.AcceptSocketAsync();
        await AdvanceUntilDoneAsync(fetching, TimeSpan.FromSeconds(5));
        _scene.AssertFailed(await fetching, "nothing came for 30 s");
        listener.Stop();
    }

    [Fact]
    public async Task Fetch_HugeLength_IsRefusedUnread()
    {
        var result = await _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.Endless(10L << 30)), _content);
        _scene.AssertFailed(result, "too large: 10 GiB, the limit is 4 GiB");
        Assert.Equal(0, result.BytesReceived);
        Assert.Empty(Sums.Partials(_scene.Folder));
    }

    [Fact]
    public Task Fetch_EndlessBody_EndsAtTheByteLimitInConstantMemory() => FetchEndlessAsync(256L << 20, "256 MiB");

    [Fact]
    [Trait("Category", "Soak")]
    public Task Fetch_TenGibibytes_EndAtTheByteLimitInConstantMemory() => FetchEndlessAsync(10L << 30, "10 GiB");

    private async Task FetchEndlessAsync(long limit, string shown)
    {
        _scene.Options = _scene.Options with { MaxBytes = limit };
        await _scene.FetchAsync(_scene.Origin.Serve("/warm", Replies.File(_content)), _content);
        File.Delete(_scene.Store.PathOf(Sums.Of(_content).Name));
        GC.Collect();
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.Endless()), _content);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        _scene.AssertFailed(result, $"too large: more than the limit of {shown} came");
        Assert.InRange(result.BytesReceived, limit, limit + (1 << 20));
        Assert.InRange(allocated, 0, 64 << 20);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - held, long.MinValue, 64 << 20);
        Assert.Empty(Sums.Partials(_scene.Folder));
    }

    [Fact]
    public async Task Fetch_CompressedBomb_IsStoredAsItCame()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        var bomb = compressed.ToArray();
        _scene.AssertStored(await _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.Whole(bomb).With("Content-Encoding", "gzip")), bomb), bomb);
        var bombed = await _scene.FetchAsync(_scene.Origin.Serve("/b", Replies.Whole(bomb).With("Content-Encoding", "gzip")), _content);
        Assert.Equal((FetchOutcome.Failed, (long)bomb.Length), (bombed.Outcome, bombed.BytesReceived));
    }

    [Fact]
    public async Task Fetch_EndlessHeaders_IsRefused()
    {
        var reply = Replies.Whole(_content);
        for (var i = 0; i < 2000; i++)
        {
            reply = reply.With($"X-{i}", new string('x', 60));
        }

        _scene.AssertFailed(await _scene.FetchAsync(_scene.Origin.Serve("/a", reply), _content), "not valid HTTP");
        Assert.Single(_scene.Origin.Requests);
    }

    [TmpfsFact]
    public async Task Fetch_DiskFull_StoresNothingWrongAndGoesOnOnceThereIsRoom()
    {
        using var folder = new ScratchFolder();
        Assert.True(TmpfsFactAttribute.Mount(folder.Path, 16));
        try
        {
            var contents = Enumerable.Range(0, 4).Select(i => OriginContent.Of(i, 6 << 20)).ToList();
            var sources = contents.Select((content, i) => FetchScene.Source(
                _scene.Origin.Serve($"/{i}", Replies.Whole(content) with { Length = i % 2 == 0 ? null : content.Length }),
                content)).ToList();
            using var store = SourceStore.Open(folder.Path);
            using var fetcher = new SourceFetcher(store, _scene.Options);
            var results = await fetcher.FetchAsync(sources);
            Assert.Contains(results, result => result.Outcome == FetchOutcome.Failed);
            Assert.All(results.Where(result => result.Outcome == FetchOutcome.Failed), result => Assert.Contains("make room", result.Message, StringComparison.Ordinal));
            Assert.Empty(Sums.WrongFiles(folder.Path));
            Assert.Empty(Sums.Partials(folder.Path));
            foreach (var source in sources)
            {
                await store.PruneAsync(null, 0);
                Assert.Equal(FetchOutcome.Fetched, (await fetcher.FetchAsync([source]))[0].Outcome);
            }
        }
        finally
        {
            TmpfsFactAttribute.Unmount(folder.Path);
        }
    }

    private async Task AdvanceUntilDoneAsync(Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(step);
            await Task.WhenAny(task, Task.Delay(2));
        }
    }
}
