using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>
/// Fetches sources into a store: concurrently, in constant memory, each distinct checksum once, resuming what an earlier run left
/// (spec/behaviour.md, "wolfictl cache"; design/faults.md). Knows no bus and no melange.
/// </summary>
/// <remarks>Safe to use from several tasks at once; the limits on downloads are shared by them.</remarks>
public sealed class SourceFetcher : IDisposable
{
    private readonly SourceStore _store;
    private readonly FetchOptions _options;
    private readonly TimeProvider _time;
    private readonly OriginClient _origins;
    private readonly DownloadSlots _slots;
    private readonly SourceDownload _download;

    /// <summary>A fetcher into a store, which stays the caller's to dispose.</summary>
    /// <exception cref="FetchOptionsException">An option is out of its range.</exception>
    public SourceFetcher(SourceStore store, FetchOptions? options = null, TimeProvider? time = null)
        : this(store, options ?? new FetchOptions(), time ?? TimeProvider.System, new NetworkAccess())
    {
    }

    internal SourceFetcher(SourceStore store, FetchOptions options, TimeProvider time, NetworkAccess network)
    {
        ArgumentNullException.ThrowIfNull(store);
        options.Validate();
        (_store, _options, _time) = (store, options, time);
        _origins = new OriginClient(options, network);
        _slots = new DownloadSlots(options.Jobs, options.JobsPerHost);
        _download = new SourceDownload(_origins, _slots, store, options);
    }

    /// <summary>
    /// Fetches what is not there yet. A source that can't be had is a result, never an exception.
    /// Steps that name the same checksum share one download; their results follow the order of <paramref name="sources"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; partial files stay, and the next run goes on with them.</exception>
    public async Task<IReadOnlyList<FetchResult>> FetchAsync(IReadOnlyList<SourceToFetch> sources, IProgress<FetchEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var results = new Dictionary<SourceToFetch, FetchResult>(ReferenceEqualityComparer.Instance);
        var downloads = FetchGroup.Of(sources.Distinct<SourceToFetch>(ReferenceEqualityComparer.Instance)).Select(async groups =>
        {
            foreach (var group in groups)
            {
                foreach (var result in await FetchGroupAsync(group, progress, cancellationToken))
                {
                    lock (results)
                    {
                        results.Add(result.Source, result);
                    }

                    progress?.Report(new FetchFinished { Source = result.Source, Result = result });
                }
            }
        });
        await Task.WhenAll(downloads);
        return [.. sources.Select(source => results[source])];
    }

    /// <summary>Asks each source's own origin, not the mirrors, whether it still has the file. Nothing is stored.</summary>
    /// <returns>One answer per source, in their order; sources that name the same URI are asked for once.</returns>
    public async Task<IReadOnlyList<OriginCheck>> CheckAsync(IReadOnlyList<SourceToFetch> sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var probe = new OriginProbe(_origins, _slots, _options, _time);
        var asked = sources.GroupBy(source => source.Uri, StringComparer.Ordinal).ToDictionary(same => same.Key, same => probe.AskAsync(same.First(), cancellationToken), StringComparer.Ordinal);
        await Task.WhenAll(asked.Values);
        return [.. sources.Select(source => asked[source.Uri].Result with { Source = source })];
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _origins.Dispose();
        _slots.Dispose();
    }

    private async Task<IReadOnlyList<FetchResult>> FetchGroupAsync(FetchGroup group, IProgress<FetchEvent>? listener, CancellationToken cancellationToken)
    {
        var progress = new SourceProgress(group.Sources[0], listener, _time);
        try
        {
            if (await _store.FindAsync(group.Checksums, cancellationToken) is { } there)
            {
                return Compared(group, there, wasThere: true, progress);
            }

            var refused = new List<string>();
            var places = Places.Of(group.Sources.Select(source => source.Uri), group.Checksums.Name, _options.Mirrors, refused);
            var fetch = new GroupFetch(group, places, _download, _options, progress, _time);
            return await fetch.RunAsync(cancellationToken) is { } found
                ? Compared(group, found.File, found.WasThere, progress)
                : group.Failed(Message([.. fetch.Said, .. refused]), progress);
        }
        catch (SourceStoreException fault)
        {
            return group.Failed(fault.Message, progress);
        }
    }

    /// <summary>A file that was there is right by its name; whether it is by the other checksum too is the configuration's fault.</summary>
    private static IReadOnlyList<FetchResult> Compared(FetchGroup group, StoredSource file, bool wasThere, SourceProgress progress)
    {
        var digests = new Digests(file.Sha256, file.Sha512);
        return group.Checksums.Match(digests)
            ? group.Stored(file, wasThere, progress)
            : group.Failed($"{Shown.Uri(group.Sources[0].Uri)}: {file.Path} is what its sha256 says, but {group.Checksums.Difference(digests)}; one of the two checksums in the configuration is wrong", progress);
    }

    /// <summary>The origin's own answer first; what the mirrors said behind it.</summary>
    private static string Message(List<string> said) => said.Count == 1 ? said[0] : $"{said[^1]} (before that: {string.Join("; ", said[..^1])})";
}
