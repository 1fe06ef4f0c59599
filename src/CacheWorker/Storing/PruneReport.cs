namespace Wolfictl.CacheWorker.Storing;

/// <summary>What pruning removed and kept.</summary>
public sealed record PruneReport
{
    /// <summary>Files removed, least lately used first.</summary>
    public required IReadOnlyList<ContentName> Removed { get; init; }

    /// <summary>Bytes that they held, and left-over partial and bad files with them.</summary>
    public required long BytesFreed { get; init; }

    /// <summary>Files kept.</summary>
    public required int Kept { get; init; }

    /// <summary>Bytes that they hold.</summary>
    public required long BytesKept { get; init; }
}
