namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Whether an origin still has a file.</summary>
public sealed record OriginCheck
{
    /// <summary>The source asked about.</summary>
    public required SourceToFetch Source { get; init; }

    /// <summary>Whether its origin says that it has it.</summary>
    public required bool IsAlive { get; init; }

    /// <summary>What is wrong and what to do; null if it is alive.</summary>
    public string? Message { get; init; }

    /// <summary>The size in bytes that the origin tells.</summary>
    public long? Length { get; init; }
}
