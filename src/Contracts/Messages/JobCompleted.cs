namespace Wolfictl.Contracts;

/// <summary>One architecture of a build is done. Published to the exchange <c>Wolfictl.Contracts:JobCompleted</c>.</summary>
public sealed record JobCompleted
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

    /// <summary>How it ended.</summary>
    public required JobResult Result { get; init; }
}
