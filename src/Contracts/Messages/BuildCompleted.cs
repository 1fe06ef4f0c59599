namespace Wolfictl.Contracts;

/// <summary>A build is done: exactly one for each, whatever happened. Published to the exchange <c>Wolfictl.Contracts:BuildCompleted</c>.</summary>
public sealed record BuildCompleted
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
    public required BuildOutcome Outcome { get; init; }

    /// <summary>Why, for programs.</summary>
    public required CompletionReason Reason { get; init; }

    /// <summary>Why, for people: one or two sentences.</summary>
    public string? Message { get; init; }

    /// <summary>When its first job was started; none if none was.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>One entry an architecture.</summary>
    public IReadOnlyList<JobResult> Jobs { get; init => field = value ?? []; } = [];
}
