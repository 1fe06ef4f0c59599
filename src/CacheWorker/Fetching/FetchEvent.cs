namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Something that happened to a source while it is fetched. Reported from the downloading tasks: handlers must be quick and safe to call at once.</summary>
public abstract record FetchEvent
{
    private protected FetchEvent()
    {
    }

    /// <summary>The source.</summary>
    public required SourceToFetch Source { get; init; }
}
