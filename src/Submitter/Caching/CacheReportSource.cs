using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Contracts;
using Wolfictl.Melange.Sources;

namespace Wolfictl.Submitter.Caching;

/// <summary>One source, and what became of it.</summary>
internal sealed record CacheReportSource
{
    /// <summary>Where it comes from.</summary>
    public required string Uri { get; init; }

    /// <summary>The packages that want it.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>What became of it.</summary>
    public required SourceOutcome Outcome { get; init; }

    /// <summary>The file's name in the folder; none if no cache can hold it.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Bytes, if it is there.</summary>
    public long? Size { get; init; }

    /// <summary>What gets it where no cache can: git-checkout, or fetch without checksum.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>Why it failed, or can't be covered.</summary>
    public string? Message { get; init; }

    public static CacheReportSource Of(FetchResult result) => new()
    {
        Uri = result.Source.PublicUri,
        Packages = result.Source.WantedBy,
        Outcome = result.Outcome switch
        {
            FetchOutcome.Fetched => SourceOutcome.Fetched,
            FetchOutcome.AlreadyThere => SourceOutcome.AlreadyThere,
            _ => SourceOutcome.Failed,
        },
        StoredAs = result.Source.Checksums.Name.ToString(),
        Size = result.Size,
        Message = result.Message,
    };

    public static CacheReportSource Of(UncoveredSource source) =>
        new() { Uri = source.PublicUri, Packages = source.WantedBy, Outcome = SourceOutcome.NotCoverable, Kind = source.Kind, Message = source.Reason };
}
