using Microsoft.Extensions.Hosting;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Reconciling;

/// <summary>Compares again whenever something happened, and once a second anyway.</summary>
internal sealed class ReconcilerLoop(Reconciler reconciler, IBuildStore store, IJobEngine engine, SchedulerSignals signals, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var signal = signals.Next;
            var wanted = await store.ListUnfinishedAsync(stoppingToken).ConfigureAwait(false);
            var seen = await engine.ListAsync(stoppingToken).ConfigureAwait(false);
            await reconciler.ReconcileAsync(wanted, seen, stoppingToken).ConfigureAwait(false);
            await SchedulerSignals.WaitAsync(signal, clock, stoppingToken).ConfigureAwait(false);
        }
    }
}
