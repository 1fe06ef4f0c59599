using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>What became of one source.</summary>
public sealed record FetchResult
{
    /// <summary>The source, as it was asked for.</summary>
    public required SourceToFetch Source { get; init; }

    /// <summary>What became of it.</summary>
    public required FetchOutcome Outcome { get; init; }

    /// <summary>The name it is stored under; null if it failed.</summary>
    public ContentName? StoredAs { get; init; }

    /// <summary>Its size in bytes; null if it failed.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes that came over the network for it; 0 for a source that shares another's download.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Requests that were begun for it, mirrors included.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed: what happened, where, what to do next. Null if it did not.</summary>
    public string? Message { get; init; }
}
