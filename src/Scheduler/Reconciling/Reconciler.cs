using Microsoft.Extensions.Logging;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Reconciling;

/// <summary>
/// Brings what the engine has to what the store wants. Looks at levels, not at edges: whatever was lost, doubled or late, the next comparison is right.
/// </summary>
internal sealed partial class Reconciler(
    IBuildStore store,
    BuildUpdates updates,
    IJobEngine engine,
    SchedulerOptions options,
    TimeProvider clock,
    ILogger<Reconciler> logger)
{
    /// <summary>One comparison.</summary>
    /// <param name="wanted">All unfinished builds, those first that are to be started first.</param>
    /// <param name="seen">All that the engine has.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public async Task ReconcileAsync(IReadOnlyList<Build> wanted, IReadOnlyList<JobSighting> seen, CancellationToken cancellationToken)
    {
        var sightings = seen.ToDictionary(s => s.Key);
        await TakeEndingsAsync(wanted, sightings, cancellationToken).ConfigureAwait(false);
        var free = engine.Capacity - sightings.Values.Count(s => s.Ending is null);
        foreach (var listed in wanted)
        {
            if (await AdvanceAsync(listed, cancellationToken).ConfigureAwait(false) is not { State: BuildState.Queued or BuildState.Running } build)
            {
                continue;
            }

            foreach (var job in build.Jobs.Where(j => j.State != JobState.Done))
            {
                free -= await PlaceAsync(build, job, sightings, free, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static JobKey KeyOf(Build build, Job job) => new(build.Id, job.Architecture, job.Attempt);

    /// <summary>What ended is stored, and forgotten by the engine only then; what no build wants is stopped and forgotten.</summary>
    private async Task TakeEndingsAsync(IReadOnlyList<Build> wanted, Dictionary<JobKey, JobSighting> sightings, CancellationToken cancellationToken)
    {
        var running = wanted.SelectMany(b => b.Jobs.Where(j => j.State == JobState.Running).Select(j => KeyOf(b, j))).ToHashSet();
        foreach (var sighting in sightings.Values.ToList())
        {
            if (sighting.Ending is { } ending)
            {
                if (running.Contains(sighting.Key))
                {
                    await EndAsync(sighting.Key, ending, cancellationToken).ConfigureAwait(false);
                }

                await engine.ForgetAsync(sighting.Key, cancellationToken).ConfigureAwait(false);
                sightings.Remove(sighting.Key);
            }
            else if (!running.Contains(sighting.Key))
            {
                await engine.StopAsync(sighting.Key, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What time and the cache do to a build; the build as it is now.</summary>
    private async Task<Build?> AdvanceAsync(Build build, CancellationToken cancellationToken)
    {
        var waited = clock.GetUtcNow() - build.Since;
        switch (build.State)
        {
            case BuildState.WaitingForCache when await store.FindCacheAsync(build.Request.WaitForCache!.RequestId, cancellationToken).ConfigureAwait(false) is { } cache:
                return await ApplyAsync(build.Id, b => BuildTransitions.TakeCache(b, Trusted(cache), clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            case BuildState.WaitingForCache when waited > options.CacheTimeout:
                return await EndAsync(build.Id, CompletionReason.CacheFailed, $"its sources were not cached within {options.CacheTimeout}", cancellationToken).ConfigureAwait(false);
            case BuildState.Queued when waited > options.QueueTimeout:
                return await EndAsync(build.Id, CompletionReason.QueueTimeout, $"it waited for a place for longer than {options.QueueTimeout}", cancellationToken).ConfigureAwait(false);
            default:
                return await store.FindAsync(build.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The end of a cache request as it may be believed: whoever can publish events must not choose where builds take sources from.</summary>
    private CacheCompleted Trusted(CacheCompleted cache) => cache.Bundle is not { } bundle || RepositoryList.Allows(options.AllowedRepositories, bundle.Repository)
        ? cache
        : cache with { Outcome = CacheOutcome.Failed, Bundle = null, Message = $"the cache bundle is in {bundle.Repository}, which this scheduler does not list" };

    /// <summary>Starts, starts again, or stops one job; the number of places that it took.</summary>
    private async Task<int> PlaceAsync(Build build, Job job, Dictionary<JobKey, JobSighting> sightings, int free, CancellationToken cancellationToken)
    {
        var isSeen = sightings.ContainsKey(KeyOf(build, job));
        switch (job.State)
        {
            case JobState.Running when build.IsWithdrawn && isSeen:
                await engine.StopAsync(KeyOf(build, job), cancellationToken).ConfigureAwait(false);
                return 0;
            case JobState.Running when build.IsWithdrawn:
                await EndAsync(KeyOf(build, job), NeverStarted, cancellationToken).ConfigureAwait(false);
                return 0;
            case JobState.Running when !isSeen && free > 0:
                // Stored as started by a scheduler that was gone before the engine heard of it.
                await StartAsync(build, job, cancellationToken).ConfigureAwait(false);
                return 1;
            case JobState.Queued when free > 0:
                var started = await ApplyAsync(build.Id, b => BuildTransitions.StartJob(b, job.Architecture, engine.Name, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
                if (started?.Jobs.First(j => j.Architecture == job.Architecture) is not { State: JobState.Running } running)
                {
                    return 0;
                }

                await StartAsync(started, running, cancellationToken).ConfigureAwait(false);
                return 1;
            default:
                return 0;
        }
    }

    private static readonly JobEnding NeverStarted = new()
    {
        Outcome = BuildOutcome.Cancelled,
        Reason = CompletionReason.Cancelled,
        Message = "withdrawn by those who asked for it",
    };

    private async Task StartAsync(Build build, Job job, CancellationToken cancellationToken)
    {
        var key = KeyOf(build, job);
        LogStarting(logger, key, engine.Name);
        await engine.StartAsync(
            new JobSpec
            {
                Key = key,
                Plan = await PlanOfAsync(key, cancellationToken).ConfigureAwait(false),
                Request = build.Request,
                CacheBundle = build.CacheBundle,
                OutputRepository = build.OutputRepository,
                Timeout = options.BuildTimeout,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync(JobKey key, JobEnding ending, CancellationToken cancellationToken)
    {
        var plan = await PlanOfAsync(key, cancellationToken).ConfigureAwait(false);
        LogEnded(logger, key, ending.Outcome, ending.Reason, ending.Message ?? "");
        await updates.ApplyAsync(key.Build, b => BuildTransitions.EndAttempt(b, key.Architecture, key.Attempt, ending, plan, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    private Task<Build?> EndAsync(BuildId build, CompletionReason reason, string why, CancellationToken cancellationToken) =>
        ApplyAsync(build, b => BuildTransitions.End(b, BuildOutcome.Failed, reason, why, clock.GetUtcNow()), cancellationToken);

    private async Task<Build?> ApplyAsync(BuildId build, Func<Build, Transition?> decide, CancellationToken cancellationToken) =>
        (await updates.ApplyAsync(build, decide, cancellationToken).ConfigureAwait(false)).Build;

    private async Task<JobPlan> PlanOfAsync(JobKey key, CancellationToken cancellationToken) =>
        await store.FindPlanAsync(key.Build, key.Architecture, cancellationToken).ConfigureAwait(false)
        ?? throw new StoreException($"The store has no plan of build {key.Build} for {key.Architecture.MelangeName()}, which it has a job for.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Attempt {Job} starts on the {Engine} engine")]
    private static partial void LogStarting(ILogger logger, JobKey job, string engine);

    [LoggerMessage(Level = LogLevel.Information, Message = "Attempt {Job} ended: {Outcome}, {Reason} {Why}")]
    private static partial void LogEnded(ILogger logger, JobKey job, BuildOutcome outcome, CompletionReason reason, string why);
}
