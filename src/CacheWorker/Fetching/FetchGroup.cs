using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Sources that want the same bytes: one download serves them all, from any of their URIs.</summary>
internal sealed record FetchGroup(SourceChecksums Checksums, IReadOnlyList<SourceToFetch> Sources)
{
    /// <summary>The groups of one file name; those that ask for both checksums first, so that the rest find the file verified.</summary>
    public static IEnumerable<IReadOnlyList<FetchGroup>> Of(IEnumerable<SourceToFetch> sources) => sources
        .GroupBy(source => source.Checksums.Name)
        .Select(named => named
            .GroupBy(source => source.Checksums)
            .Select(same => new FetchGroup(same.Key, [.. same]))
            .OrderBy(group => group.Checksums is { Sha256: not null, Sha512: not null } ? 0 : 1)
            .ToList());

    public IReadOnlyList<FetchResult> Stored(StoredSource file, bool wasThere, SourceProgress? progress) => Each((source, isFirst) => new FetchResult
    {
        Source = source,
        Outcome = wasThere ? FetchOutcome.AlreadyThere : FetchOutcome.Fetched,
        StoredAs = file.Name,
        Size = file.Size,
        BytesReceived = isFirst ? progress?.BytesReceived ?? 0 : 0,
        Attempts = progress?.Attempts ?? 0,
    });

    public IReadOnlyList<FetchResult> Failed(string message, SourceProgress? progress) => Each((source, isFirst) => new FetchResult
    {
        Source = source,
        Outcome = FetchOutcome.Failed,
        BytesReceived = isFirst ? progress?.BytesReceived ?? 0 : 0,
        Attempts = progress?.Attempts ?? 0,
        Message = message,
    });

    private FetchResult[] Each(Func<SourceToFetch, bool, FetchResult> result) => [.. Sources.Select((source, i) => result(source, i == 0))];
}
