namespace Wolfictl.Contracts;

/// <summary>One architecture of a build, and how it ended.</summary>
public sealed record JobResult
{
    /// <summary>What was built for.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>How it ended.</summary>
    public required BuildOutcome Outcome { get; init; }

    /// <summary>Why, for programs.</summary>
    public required CompletionReason Reason { get; init; }

    /// <summary>Why, for people: one or two sentences.</summary>
    public string? Message { get; init; }

    /// <summary>Exit status of make, if it ran to its end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How often it was started; 0 if never.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last attempt was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last attempt ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where the log of the last attempt is: a file of the scheduler, or an OCI reference by digest.</summary>
    public string? LogLocation { get; init; }

    /// <summary>The apks that were built, as an OCI artifact with one layer each; none if nothing was built.</summary>
    public DigestReference? Outputs { get; init; }

    /// <summary>Every package that was planned, in build order; none if the job ended before it was ever started.</summary>
    public IReadOnlyList<PackageResult> Packages { get; init => field = value ?? []; } = [];
}
