using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines.Local;

namespace Wolfictl.Scheduler;

/// <summary>Closes a state directory whose process is gone and won't come back: the embedded mode's.</summary>
public static class AbandonedBuilds
{
    /// <summary>Kills whatever its builds have running, without waiting for any of it to end well.</summary>
    public static Task KillAsync(SchedulerOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        return LeftOvers.KillAsync(options.WorkDirectory, clock);
    }

    /// <summary>Kills what it left running, removes its workspaces, and ends its unfinished builds as Interrupted; how many those were.</summary>
    /// <param name="options">Whose; the caller holds the directory's lock.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends it between two builds.</param>
    public static async Task<int> CloseAsync(SchedulerOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var folder in await LeftOvers.KillAsync(options.WorkDirectory, clock).ConfigureAwait(false))
        {
            folder.Delete();
        }

        if (!File.Exists(options.StoreFile))
        {
            return 0;
        }

        using var store = new SqliteBuildStore(options.StoreFile);
        await store.MigrateAsync(cancellationToken).ConfigureAwait(false);
        var unfinished = await store.ListUnfinishedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var build in unfinished)
        {
            const string Why = "the process that ran it is gone";
            var end = BuildTransitions.End(build, BuildOutcome.Failed, CompletionReason.Interrupted, Why, clock.GetUtcNow())!;
            await store.SaveAsync(end, plans: null, cancellationToken).ConfigureAwait(false);
        }

        return unfinished.Count;
    }
}
