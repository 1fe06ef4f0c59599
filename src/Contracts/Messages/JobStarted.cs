namespace Wolfictl.Contracts;

/// <summary>An attempt at one architecture of a build was started. Published to the exchange <c>Wolfictl.Contracts:JobStarted</c>.</summary>
public sealed record JobStarted
{
    /// <summary>The event's own id, the same when it is sent again.</summary>
    public required Guid EventId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Its place among the events of its build, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>Every request for it, the first one first.</summary>
    public IReadOnlyList<RequestId> Requests { get; init => field = value ?? []; } = [];

    /// <summary>The architecture.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>What runs it: <c>local</c>, <c>kubernetes</c>.</summary>
    public required string Engine { get; init; }
}
