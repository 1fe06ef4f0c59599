namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>What a later scheduler must know to clean up after this one: written beside the workspace before make is started.</summary>
internal sealed record AttemptRecord
{
    /// <summary>The build.</summary>
    public required string Build { get; init; }

    /// <summary>The architecture, as melange names it.</summary>
    public required string Architecture { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>Process id of the session's leader, also the session's id; none before it is started.</summary>
    public int? Session { get; init; }

    /// <summary>Start time of the leader, in clock ticks since boot: a number that was given away again is told apart by it.</summary>
    public ulong? StartTime { get; init; }
}
