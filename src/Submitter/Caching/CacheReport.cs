using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Caching;

/// <summary>What <c>cache -o json</c> prints.</summary>
internal sealed record CacheReport
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Files that were fetched now.</summary>
    public required int Fetched { get; init; }

    /// <summary>Files that were there.</summary>
    public required int AlreadyThere { get; init; }

    /// <summary>Sources that no cache can hold.</summary>
    public required int NotCoverable { get; init; }

    /// <summary>Sources that are not there.</summary>
    public required int Failed { get; init; }

    /// <summary>Bytes of the files, fetched or there.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of those that were fetched now.</summary>
    public required long BytesFetched { get; init; }

    /// <summary>Bytes that came over the network.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>The bundle by digest, if one was asked for and pushed.</summary>
    public DigestReference? Bundle { get; init; }

    /// <summary>Every source: what can't be covered, too.</summary>
    public required IReadOnlyList<CacheReportSource> Sources { get; init; }

    public static CacheReport Of(IReadOnlyList<FetchResult> results, IReadOnlyList<UncoveredSource> notCoverable, string folder)
    {
        var files = results.Where(r => r.StoredAs is not null).GroupBy(r => r.StoredAs!.Value).Select(same => (Size: same.Max(r => r.Size ?? 0), IsNew: same.Any(r => r.Outcome == FetchOutcome.Fetched))).ToList();
        return new CacheReport
        {
            Folder = folder,
            Fetched = files.Count(file => file.IsNew),
            AlreadyThere = files.Count(file => !file.IsNew),
            NotCoverable = notCoverable.Count,
            Failed = results.Count(r => r.Outcome == FetchOutcome.Failed),
            Bytes = files.Sum(file => file.Size),
            BytesFetched = files.Where(file => file.IsNew).Sum(file => file.Size),
            BytesReceived = results.Sum(r => r.BytesReceived),
            Sources = [.. results.Select(CacheReportSource.Of), .. notCoverable.Select(CacheReportSource.Of)],
        };
    }
}
