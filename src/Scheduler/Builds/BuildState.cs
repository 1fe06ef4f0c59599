namespace Wolfictl.Scheduler.Builds;

/// <summary>Where a build stands.</summary>
public enum BuildState
{
    /// <summary>Stored, and the message acknowledged.</summary>
    Received = 1,

    /// <summary>Planned; waits for the bundle of its cache request.</summary>
    WaitingForCache,

    /// <summary>Planned; no job has been started.</summary>
    Queued,

    /// <summary>At least one job has been started.</summary>
    Running,

    /// <summary>Done; its BuildCompleted is in the outbox.</summary>
    Done,
}
