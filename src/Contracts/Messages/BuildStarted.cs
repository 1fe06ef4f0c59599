namespace Wolfictl.Contracts;

/// <summary>A build is planned and its jobs are queued. Published to the exchange <c>Wolfictl.Contracts:BuildStarted</c>.</summary>
public sealed record BuildStarted
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

    /// <summary>What is built.</summary>
    public required DigestReference SourceBundle { get; init; }

    /// <summary>The scheduler's plan, one entry an architecture.</summary>
    public IReadOnlyList<PlannedArchitecture> Plan { get; init => field = value ?? []; } = [];

    /// <summary>Where that differs from the submitter's.</summary>
    public IReadOnlyList<PlanDifference> PlanDifferences { get; init => field = value ?? []; } = [];
}
