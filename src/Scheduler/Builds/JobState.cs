namespace Wolfictl.Scheduler.Builds;

/// <summary>Where the job of one architecture stands.</summary>
public enum JobState
{
    /// <summary>Waits for a place, also after an attempt that was lost.</summary>
    Queued = 1,

    /// <summary>An attempt is wanted on the engine.</summary>
    Running,

    /// <summary>Done; its result is final.</summary>
    Done,
}
