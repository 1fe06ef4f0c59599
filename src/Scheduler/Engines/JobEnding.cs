using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines;

/// <summary>How an attempt ended, as the engine saw it.</summary>
public sealed record JobEnding
{
    /// <summary>How.</summary>
    public required BuildOutcome Outcome { get; init; }

    /// <summary>Why, for programs.</summary>
    public required CompletionReason Reason { get; init; }

    /// <summary>Whose fault a failure is.</summary>
    public FailureClass Class { get; init; } = FailureClass.Build;

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Exit status of make.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where its log is.</summary>
    public string? LogLocation { get; init; }

    /// <summary>What it made.</summary>
    public DigestReference? Outputs { get; init; }

    /// <summary>Each planned package, in build order.</summary>
    public IReadOnlyList<PackageResult> Packages { get; init; } = [];
}
