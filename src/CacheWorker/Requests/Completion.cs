using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Contracts;
using Wolfictl.Melange.Sources;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Makes the event that ends a request. Made once and written down: sent again, it is the same.</summary>
internal static class Completion
{
    private const int NamedInMessage = 3;

    /// <summary>Every source was looked for.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="results">What became of the sources that can be covered.</param>
    /// <param name="notCoverable">Those that can't be.</param>
    /// <param name="bundle">Where they are; none if there are none.</param>
    /// <param name="now">The time.</param>
    public static CacheCompleted Of(CacheRequested request, IReadOnlyList<FetchResult> results, IReadOnlyList<UncoveredSource> notCoverable, DigestReference? bundle, DateTimeOffset now)
    {
        var failed = results.Where(result => result.Outcome == FetchOutcome.Failed).ToList();
        return Event(request, now) with
        {
            Outcome = failed.Count == 0 ? CacheOutcome.Succeeded : CacheOutcome.Failed,
            Message = failed.Count == 0 ? null : Message(failed.Count, results.Count, failed.Select(f => f.Message ?? f.Source.ShownUri)),
            Bundle = bundle,
            Sources = [.. results.Select(Result), .. notCoverable.Select(Result)],
        };
    }

    /// <summary>Steps are wrong, and nothing was fetched.</summary>
    public static CacheCompleted Wrong(CacheRequested request, SourceCoverage coverage, DateTimeOffset now) => Event(request, now) with
    {
        Outcome = CacheOutcome.Failed,
        Message = $"nothing was fetched: {Message(coverage.Problems.Count, coverage.Problems.Count + coverage.Sources.Count, coverage.Problems.Select(p => p.Problem.ToString()))}",
        Sources = [.. coverage.Problems.Select(Result), .. coverage.NotCoverable.Select(Result)],
    };

    /// <summary>The request could not be worked on, or what it made not be kept.</summary>
    public static CacheCompleted Failed(CacheRequested request, string why, DateTimeOffset now) => Event(request, now) with { Outcome = CacheOutcome.Failed, Message = why };

    private static CacheCompleted Event(CacheRequested request, DateTimeOffset now) => new()
    {
        EventId = Guid.CreateVersion7(now),
        OccurredAt = now,
        Sequence = 1,
        RequestId = request.RequestId,
        Outcome = CacheOutcome.Unknown,
    };

    private static string Message(int failed, int all, IEnumerable<string> named) =>
        $"{failed} of {all} sources failed: {string.Join("; ", named.Take(NamedInMessage))}{(failed > NamedInMessage ? $"; and {failed - NamedInMessage} more" : "")}";

    private static SourceResult Result(FetchResult result) => new()
    {
        Uri = result.Source.PublicUri,
        StoredAs = result.Source.Checksums.Name.ToString(),
        Outcome = result.Outcome switch
        {
            FetchOutcome.Fetched => SourceOutcome.Fetched,
            FetchOutcome.AlreadyThere => SourceOutcome.AlreadyThere,
            _ => SourceOutcome.Failed,
        },
        Message = result.Message,
        Size = result.Size,
        Packages = Names(result.Source.WantedBy),
    };

    private static SourceResult Result(UncoveredSource source) => new()
    {
        Uri = source.PublicUri,
        Outcome = SourceOutcome.NotCoverable,
        Message = source.Reason,
        Packages = Names(source.WantedBy),
    };

    private static SourceResult Result(SourceProblem problem) => new()
    {
        Uri = problem.Uri is { } uri ? Shown.WithoutUserInfo(uri) : "",
        Outcome = SourceOutcome.Failed,
        Message = problem.Problem.ToString(),
        Packages = Names([problem.Package]),
    };

    // A name that melange takes and make could misread does not travel.
    private static IReadOnlyList<PackageName> Names(IEnumerable<string> packages) => [.. packages.Where(p => PackageName.TryParse(p, null, out _)).Select(p => PackageName.Parse(p))];
}
