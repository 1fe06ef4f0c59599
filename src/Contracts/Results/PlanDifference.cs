namespace Wolfictl.Contracts;

/// <summary>An architecture for which the scheduler planned something else than the submitter.</summary>
public sealed record PlanDifference
{
    /// <summary>The architecture.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>What the submitter planned; none if it did not plan this architecture.</summary>
    public PlanSummary? Submitter { get; init; }

    /// <summary>What the scheduler planned; none if it does not build for this architecture.</summary>
    public PlanSummary? Scheduler { get; init; }
}
