namespace Wolfictl.Scheduler.Engines;

/// <summary>
/// Runs attempts. It is asked what it has and told what is wanted, again and again, in any order: every call is idempotent by the attempt's key,
/// and nothing is lost if an answer is.
/// </summary>
public interface IJobEngine
{
    /// <summary>As events name it: <c>local</c>, <c>kubernetes</c>.</summary>
    string Name { get; }

    /// <summary>How many attempts it takes at once.</summary>
    int Capacity { get; }

    /// <summary>Everything it has: at work, ended, and left over from a scheduler that is gone.</summary>
    Task<IReadOnlyList<JobSighting>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Starts an attempt; returns when it will be listed.</summary>
    Task StartAsync(JobSpec spec, CancellationToken cancellationToken);

    /// <summary>Stops an attempt that is no longer wanted; it is listed as ended when nothing of it runs any more.</summary>
    Task StopAsync(JobKey key, CancellationToken cancellationToken);

    /// <summary>Removes all traces of an attempt whose ending is stored.</summary>
    Task ForgetAsync(JobKey key, CancellationToken cancellationToken);
}
