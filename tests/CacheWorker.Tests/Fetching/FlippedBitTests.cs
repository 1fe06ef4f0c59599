using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;
using Xunit.Abstractions;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>design/faults.md, "truncated, corrupt": one bit of a source is another one, on its way or in what an earlier attempt left.</summary>
public sealed class FlippedBitTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly FetchScene _scene = new();
    private readonly Random _random = new(Seed);
    private readonly byte[] _content = OriginContent.Of(1, 100_000);

    private static int Seed { get; } = Environment.TickCount;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_OneBitFlippedOnItsWay_StoresNothing(bool onlySha512)
    {
        output.WriteLine($"seed {Seed}");
        var checksums = onlySha512 ? Sums.Only512(_content) : Sums.Of(_content);
        for (var i = 0; i < 100; i++)
        {
            var uri = _scene.Origin.Serve($"/{i}", Replies.File(Flipped()));

            var result = await _scene.FetchAsync(new SourceToFetch { Uri = uri.AbsoluteUri, Checksums = checksums });

            _scene.AssertFailed(result, "wrong bytes");
        }

        Assert.Empty(Sums.WrongFiles(_scene.Folder));
        Assert.Empty(Sums.Partials(_scene.Folder));
    }

    [Fact]
    public async Task Fetch_OneBitFlippedInWhatWasKept_StoresTheRightBytes()
    {
        output.WriteLine($"seed {Seed}");
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        for (var i = 0; i < 50; i++)
        {
            var kept = _random.Next(1, _content.Length);
            var bytes = _content[..kept];
            bytes[_random.Next(kept)] ^= (byte)(1 << _random.Next(8));
            _scene.LeavePartial(uri, _content, kept, bytes: bytes);

            _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
            File.Delete(_scene.Store.PathOf(Sums.Of(_content).Name));
        }
    }

    [Fact]
    public async Task Fetch_OneBitFlippedInWhatIsStored_IsNotTrustedByAnotherWorker()
    {
        output.WriteLine($"seed {Seed}");
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        var path = _scene.Store.PathOf(Sums.Of(_content).Name);
        for (var i = 0; i < 50; i++)
        {
            await File.WriteAllBytesAsync(path, Flipped());
            using var store = SourceStore.Open(_scene.Folder);
            using var fetcher = new SourceFetcher(store, _scene.Options);

            var result = Assert.Single(await fetcher.FetchAsync([FetchScene.Source(uri, _content)]));

            Assert.Equal(FetchOutcome.Fetched, result.Outcome);
            Assert.Empty(Sums.WrongFiles(_scene.Folder));
        }
    }

    private byte[] Flipped()
    {
        var bytes = (byte[])_content.Clone();
        bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return bytes;
    }
}
