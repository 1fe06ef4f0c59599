namespace Wolfictl.CacheWorker.Fetching;

/// <summary>What became of a source.</summary>
public enum FetchOutcome
{
    /// <summary>Its bytes came from an origin or a mirror now, verified.</summary>
    Fetched,

    /// <summary>It was in the store, verified, or another worker put it there meanwhile.</summary>
    AlreadyThere,

    /// <summary>It is not in the store; the message tells why.</summary>
    Failed,
}
