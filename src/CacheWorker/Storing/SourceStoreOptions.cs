namespace Wolfictl.CacheWorker.Storing;

/// <summary>How a store keeps house.</summary>
public sealed record SourceStoreOptions
{
    /// <summary>How long partial and bad files that nobody asks for are kept. Default 7 days; not negative.</summary>
    public TimeSpan KeepLeftovers { get; init; } = TimeSpan.FromDays(7);
}
