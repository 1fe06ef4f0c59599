using Microsoft.Extensions.Hosting;

namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>Brings the schema up before anything else starts; a store that can't be used stops the process there.</summary>
internal sealed class StoreMigration(IBuildStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.MigrateAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
