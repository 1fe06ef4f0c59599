using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>Plans what was received, two at once, after the message was acknowledged.</summary>
internal sealed partial class PlanningLoop(
    IBuildStore store,
    BuildUpdates updates,
    BundlePlanning planning,
    RequestPolicy policy,
    SchedulerSignals signals,
    TimeProvider clock,
    ILogger<PlanningLoop> logger) : BackgroundService
{
    private const int AtOnce = 2;
    private const int TransientTries = 3;
    private static readonly TimeSpan TransientPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var atWork = new Dictionary<BuildId, Task>();
        while (true)
        {
            var signal = signals.Next;
            foreach (var (id, task) in atWork.Where(w => w.Value.IsCompleted).ToList())
            {
                atWork.Remove(id);
                await task.ConfigureAwait(false);
            }

            var received = await store.ListUnfinishedAsync(stoppingToken).ConfigureAwait(false);
            foreach (var build in received.Where(b => b.State == BuildState.Received && !atWork.ContainsKey(b.Id)).Take(AtOnce - atWork.Count))
            {
                atWork[build.Id] = PlanAsync(build, stoppingToken);
            }

            await SchedulerSignals.WaitAsync(atWork.Count == 0 ? signal : Task.WhenAny([signal, .. atWork.Values]), clock, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task PlanAsync(Build build, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (policy.Refusal(build.Request, build.Requester) is { } refusal)
        {
            await EndAsync(build.Id, CompletionReason.Refused, refusal, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            IReadOnlyList<JobPlan> plans;
            try
            {
                plans = await planning.PlanAsync(build.Request, cancellationToken).ConfigureAwait(false);
            }
            catch (PlanningException e) when (e.IsTransient && attempt < TransientTries)
            {
                await Task.Delay(TransientPause, clock, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (PlanningException e)
            {
                await EndAsync(build.Id, CompletionReason.PlanInvalid, e.Message, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One request must not end the process, and again after every restart: it ends itself.
                LogPlanningFailed(logger, build.Id, e);
                await EndAsync(build.Id, CompletionReason.EngineFailed, $"the scheduler could not plan it: {e.Message}", cancellationToken).ConfigureAwait(false);
                return;
            }

            await updates.ApplyAsync(build.Id, b => BuildTransitions.Plan(b, plans, clock.GetUtcNow()), cancellationToken, plans).ConfigureAwait(false);
            var packages = plans.Sum(p => p.Packages.Count);
            LogPlanned(logger, build.Id, packages, plans.Count);
            return;
        }
    }

    private async Task EndAsync(BuildId build, CompletionReason reason, string why, CancellationToken cancellationToken)
    {
        LogNotPlanned(logger, build, reason, why);
        await updates.ApplyAsync(build, b => BuildTransitions.End(b, BuildOutcome.Failed, reason, why, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Build {Build} planned: {Packages} packages for {Architectures} architectures")]
    private static partial void LogPlanned(ILogger logger, BuildId build, int packages, int architectures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Build {Build} can't be planned ({Reason}): {Why}")]
    private static partial void LogNotPlanned(ILogger logger, BuildId build, CompletionReason reason, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Build {Build} could not be planned")]
    private static partial void LogPlanningFailed(ILogger logger, BuildId build, Exception exception);
}
