using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Logs;

/// <summary>Keeps what attempts print.</summary>
public interface IJobLogs
{
    /// <summary>Opens the log of an attempt, emptied if it was there.</summary>
    IJobLog Open(JobKey job);
}
