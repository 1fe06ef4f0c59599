using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.Submitter.Caching;

/// <summary>What <c>cache --plan -o json</c> prints.</summary>
internal sealed record CachePlanReport
{
    /// <summary>Files that a cache can hold.</summary>
    public required int Covered { get; init; }

    /// <summary>Those that are there.</summary>
    public required int AlreadyThere { get; init; }

    /// <summary>Those that are not.</summary>
    public required int Missing { get; init; }

    /// <summary>Files that more than one package wants.</summary>
    public required int Shared { get; init; }

    /// <summary>Every file, in the order of packages.</summary>
    public required IReadOnlyList<CachePlanFile> Files { get; init; }

    /// <summary>What no cache of files can hold.</summary>
    public required IReadOnlyList<CacheReportSource> NotCoverable { get; init; }

    /// <summary>With <c>--check</c>: the origins that do not have their file.</summary>
    public IReadOnlyList<CacheDeadOrigin>? Dead { get; init; }

    public static CachePlanReport Of(SourceCoverage coverage, IReadOnlySet<ContentName> there, IReadOnlyList<OriginCheck>? checks)
    {
        var files = coverage.Sources.GroupBy(source => source.Checksums.Name).Select(same => new CachePlanFile
        {
            StoredAs = same.Key.ToString(),
            Uris = [.. same.Select(source => source.PublicUri).Distinct(StringComparer.Ordinal)],
            Packages = [.. same.SelectMany(source => source.WantedBy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            AlreadyThere = there.Contains(same.Key),
        }).ToList();
        return new CachePlanReport
        {
            Covered = files.Count,
            AlreadyThere = files.Count(file => file.AlreadyThere),
            Missing = files.Count(file => !file.AlreadyThere),
            Shared = files.Count(file => file.Packages.Count > 1),
            Files = files,
            NotCoverable = [.. coverage.NotCoverable.Select(CacheReportSource.Of)],
            Dead = checks is null ? null : [.. checks.Where(check => !check.IsAlive).Select(check => new CacheDeadOrigin(check.Source.PublicUri, check.Source.WantedBy, check.Message!))],
        };
    }
}
