namespace Wolfictl.CacheWorker.Fetching;

/// <summary>An attempt failed in a way that may pass, and another follows.</summary>
public sealed record FetchRetrying : FetchEvent
{
    /// <summary>What happened.</summary>
    public required string Reason { get; init; }

    /// <summary>How long until the next attempt.</summary>
    public required TimeSpan Wait { get; init; }
}
