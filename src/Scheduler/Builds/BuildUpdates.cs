using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Builds;

/// <summary>Applies a transition to a build as it is now: read, decide, write; again if somebody else wrote in between.</summary>
public sealed class BuildUpdates(IBuildStore store, SchedulerSignals signals)
{
    /// <summary>Applies <paramref name="decide"/>; tells the build as it is afterwards, and whether anything changed.</summary>
    public async Task<(Build? Build, bool Changed)> ApplyAsync(
        BuildId id,
        Func<Build, Transition?> decide,
        CancellationToken cancellationToken,
        IReadOnlyList<JobPlan>? plans = null)
    {
        ArgumentNullException.ThrowIfNull(decide);
        while (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } build)
        {
            if (decide(build) is not { } transition)
            {
                return (build, false);
            }

            if (await store.SaveAsync(transition, plans, cancellationToken).ConfigureAwait(false))
            {
                signals.Raise();
                return (transition.Build with { Version = transition.Build.Version + 1 }, true);
            }
        }

        return (null, false);
    }
}
