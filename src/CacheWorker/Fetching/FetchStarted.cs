namespace Wolfictl.CacheWorker.Fetching;

/// <summary>An origin or a mirror has begun to send.</summary>
public sealed record FetchStarted : FetchEvent
{
    /// <summary>Who sends, without userinfo.</summary>
    public required string From { get; init; }

    /// <summary>Which request for this source it is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Bytes kept from an earlier attempt.</summary>
    public required long ResumedAt { get; init; }

    /// <summary>The size of the whole in bytes, where the origin tells it.</summary>
    public long? Length { get; init; }
}
