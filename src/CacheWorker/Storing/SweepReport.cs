namespace Wolfictl.CacheWorker.Storing;

/// <summary>What a sweep of left-over files deleted.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">How many bytes they held.</param>
public sealed record SweepReport(int Files, long Bytes);
