using Wolfictl.CacheWorker.Storing;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Time;

namespace Wolfictl.CacheWorker.Tests.Storing;

public sealed class HousekeepingTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prune_KeepDays_CountsFromTheLastUse()
    {
        using var store = SourceStore.Open(_folder.Path, null, _clock);
        var (old, used) = (await WriteAsync(store, 1, 100), await WriteAsync(store, 2, 100));
        _clock.Advance(TimeSpan.FromDays(20));
        Assert.NotNull(await store.FindAsync(used));
        _clock.Advance(TimeSpan.FromDays(20));
        using var later = SourceStore.Open(_folder.Path, null, _clock);
        var report = await later.PruneAsync(keepDays: 30, maxBytes: null);
        Assert.Equal([old.Name], report.Removed);
        Assert.Equal((100L, 1, 100L), (report.BytesFreed, report.Kept, report.BytesKept));
        Assert.NotNull(await later.FindAsync(used));
    }

    [Fact]
    public async Task Prune_MaxBytes_RemovesTheLeastLatelyUsed()
    {
        using var store = SourceStore.Open(_folder.Path, null, _clock);
        var sums = new List<SourceChecksums>();
        for (var i = 0; i < 4; i++)
        {
            sums.Add(await WriteAsync(store, i, 1000));
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.NotNull(await store.FindAsync(sums[0]));
        var report = await store.PruneAsync(null, 2500);
        Assert.Equal([sums[1].Name, sums[2].Name], report.Removed);
        Assert.Equal(2000, report.BytesKept);
    }

    [Fact]
    public async Task Prune_NoLimit_RemovesNothing()
    {
        using var store = SourceStore.Open(_folder.Path, null, _clock);
        await WriteAsync(store, 1, 10);
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.Empty((await store.PruneAsync(null, null)).Removed);
    }

    [Fact]
    public void Sweep_StaleLeftovers_GoAndFreshOnesStay()
    {
        using var store = SourceStore.Open(_folder.Path, null, _clock);
        var (stale, fresh, held) = (Sums.Of([1]), Sums.Of([2]), Sums.Of([3]));
        Leave(store, stale);
        using var working = store.TryOpenPartial(held);
        working!.Append(new byte[10]);
        _clock.Advance(TimeSpan.FromDays(8));
        Leave(store, fresh);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, ".partial", fresh.Name + ".part"), _clock.GetUtcNow().UtcDateTime);
        var orphan = Path.Combine(_folder.Path, ".partial", Sums.Of([4]).Name + ".lock");
        File.WriteAllText(orphan, "");

        var report = store.Sweep();

        Assert.Equal((2, 10L), (report.Files, report.Bytes));
        Assert.Equal(
            new[] { fresh.Name + ".lock", fresh.Name + ".part", held.Name + ".lock", held.Name + ".part" }.Order(StringComparer.Ordinal),
            Sums.Partials(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sweep_OldBadFiles_Go()
    {
        using var store = SourceStore.Open(_folder.Path, null, _clock);
        var sums = await WriteAsync(store, 1, 10);
        await File.WriteAllTextAsync(store.PathOf(sums.Name), "altered");
        Assert.Single((await store.VerifyAsync()).Bad);
        Assert.Equal(0, store.Sweep().Files);
        _clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(new SweepReport(1, 7), store.Sweep());
    }

    private static void Leave(SourceStore store, SourceChecksums sums)
    {
        using var partial = store.TryOpenPartial(sums);
        partial!.Append(new byte[10]);
    }

    private static async Task<SourceChecksums> WriteAsync(SourceStore store, int seed, int size)
    {
        var content = OriginContent.Of(seed, size);
        await store.WriteAsync(Sums.Of(content), new MemoryStream(content));
        return Sums.Of(content);
    }
}
