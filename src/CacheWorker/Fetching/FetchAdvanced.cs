namespace Wolfictl.CacheWorker.Fetching;

/// <summary>More bytes have come. Reported at most some four times a second for a source, and once at its end.</summary>
public sealed record FetchAdvanced : FetchEvent
{
    /// <summary>Bytes of the file that are there now.</summary>
    public required long Received { get; init; }

    /// <summary>The size of the whole in bytes, where the origin tells it.</summary>
    public long? Length { get; init; }
}
