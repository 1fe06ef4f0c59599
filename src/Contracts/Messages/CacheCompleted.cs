namespace Wolfictl.Contracts;

/// <summary>A cache request is done. Published to the exchange <c>Wolfictl.Contracts:CacheCompleted</c>.</summary>
public sealed record CacheCompleted
{
    /// <summary>The event's own id, the same when it is sent again.</summary>
    public required Guid EventId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Its place among the events of its request, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>The request.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>How it ended.</summary>
    public required CacheOutcome Outcome { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Message { get; init; }

    /// <summary>The sources as an OCI bundle.</summary>
    public DigestReference? Bundle { get; init; }

    /// <summary>Each source.</summary>
    public IReadOnlyList<SourceResult> Sources { get; init => field = value ?? []; } = [];
}
