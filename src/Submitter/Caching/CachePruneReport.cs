using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.Submitter.Caching;

/// <summary>What <c>cache prune -o json</c> prints.</summary>
/// <param name="Removed">The files' names, least lately used first.</param>
/// <param name="BytesFreed">Bytes that they held, and left-overs of downloads.</param>
/// <param name="Kept">Files kept.</param>
/// <param name="BytesKept">Bytes that they hold.</param>
internal sealed record CachePruneReport(IReadOnlyList<string> Removed, long BytesFreed, int Kept, long BytesKept)
{
    public static CachePruneReport Of(PruneReport report) => new([.. report.Removed.Select(name => name.ToString())], report.BytesFreed, report.Kept, report.BytesKept);
}
