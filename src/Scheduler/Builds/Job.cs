using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds;

/// <summary>One architecture of a build.</summary>
public sealed record Job
{
    /// <summary>What it builds for.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>The attempt at work, or the last one; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>When that attempt was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How it ended, once it is done.</summary>
    public JobResult? Result { get; init; }
}
