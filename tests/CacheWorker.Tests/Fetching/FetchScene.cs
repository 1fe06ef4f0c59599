using System.Collections.Concurrent;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>An origin, an empty folder, and options that let loopback through and don't wait.</summary>
internal sealed class FetchScene : IAsyncDisposable, IProgress<FetchEvent>
{
    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentQueue<FetchEvent> _events = new();

    public FetchScene(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Store = SourceStore.Open(_folder.Path, null, Clock);
    }

    public TimeProvider Clock { get; }

    public string Folder => _folder.Path;

    public HostileOrigin Origin { get; } = HostileOrigin.Start();

    public SourceStore Store { get; }

    public FetchOptions Options { get; set; } = new() { AllowHosts = ["127.0.0.1"], FirstWait = TimeSpan.Zero };

    public NetworkAccess Network { get; set; } = new();

    /// <summary>Called for each event as it happens.</summary>
    public Action<FetchEvent>? OnEvent { get; set; }

    public IReadOnlyList<FetchEvent> Events => [.. _events];

    public static SourceToFetch Source(Uri uri, byte[] content) => new() { Uri = uri.AbsoluteUri, Checksums = Sums.Of(content) };

    public Task<FetchResult> FetchAsync(Uri uri, byte[] content) => FetchAsync(Source(uri, content));

    public async Task<FetchResult> FetchAsync(SourceToFetch source) => Assert.Single(await FetchAllAsync([source]));

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<SourceToFetch> sources, CancellationToken cancellationToken = default)
    {
        using var fetcher = new SourceFetcher(Store, Options, Clock, Network);
        return await fetcher.FetchAsync(sources, this, cancellationToken);
    }

    /// <summary>What a dead worker left: bytes, and where they came from.</summary>
    public void LeavePartial(Uri uri, byte[] content, int kept, string? validator = "\"one\"", byte[]? bytes = null)
    {
        using var partial = Store.TryOpenPartial(Sums.Of(content))!;
        partial.Restart(new PartialOrigin { Uri = uri.AbsoluteUri, Validator = validator, Length = content.Length });
        partial.Append((bytes ?? content).AsSpan(0, kept));
    }

    public void AssertStored(FetchResult result, byte[] content)
    {
        Assert.Null(result.Message);
        Assert.Equal(Sums.Of(content).Name, result.StoredAs);
        Assert.Equal(content.Length, result.Size);
        Assert.Equal(content, File.ReadAllBytes(Store.PathOf(result.StoredAs!.Value)));
        Assert.Empty(Sums.Partials(Folder));
    }

    /// <summary>Failed, with these words in its message, and nothing under a final name.</summary>
    public void AssertFailed(FetchResult result, params string[] words)
    {
        Assert.Equal(FetchOutcome.Failed, result.Outcome);
        Assert.All(words, word => Assert.Contains(word, result.Message, StringComparison.Ordinal));
        Assert.Empty(Store.List());
    }

    public async ValueTask DisposeAsync()
    {
        await Origin.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }

    void IProgress<FetchEvent>.Report(FetchEvent value)
    {
        _events.Enqueue(value);
        OnEvent?.Invoke(value);
    }
}
