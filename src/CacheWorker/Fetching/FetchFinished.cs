namespace Wolfictl.CacheWorker.Fetching;

/// <summary>A source is done, well or not.</summary>
public sealed record FetchFinished : FetchEvent
{
    /// <summary>What became of it.</summary>
    public required FetchResult Result { get; init; }
}
