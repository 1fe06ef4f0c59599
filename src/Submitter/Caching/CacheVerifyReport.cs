using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.Submitter.Caching;

/// <summary>What <c>cache verify -o json</c> prints.</summary>
/// <param name="Checked">Files that were read.</param>
/// <param name="Bytes">Bytes that were read.</param>
/// <param name="Bad">Those whose bytes are not what their name says; each was moved away.</param>
internal sealed record CacheVerifyReport(int Checked, long Bytes, IReadOnlyList<CacheBadFile> Bad)
{
    public static CacheVerifyReport Of(VerifyReport report) =>
        new(report.Checked, report.Bytes, [.. report.Bad.Select(bad => new CacheBadFile(bad.Name.ToString(), bad.Actual, bad.Size, bad.MovedTo))]);
}
