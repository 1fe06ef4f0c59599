using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Wolfictl.GoogleCloud;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Consuming;
using Wolfictl.Scheduler.Builds.Outbox;
using Wolfictl.Scheduler.Builds.Planning;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Engines.Local;
using Wolfictl.Scheduler.Logs;
using Wolfictl.Scheduler.Reconciling;

namespace Wolfictl.Scheduler;

/// <summary>The whole wiring of the scheduler. The bus is registered beside it, by whoever knows which one.</summary>
public static class SchedulerRegistration
{
    /// <summary>The scheduler with the local engine, on SQLite.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">How it works.</param>
    /// <param name="follow">Is told each line that a build prints, as it is logged.</param>
    public static IServiceCollection AddScheduler(this IServiceCollection services, SchedulerOptions options, Action<JobLogLine>? follow = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SchedulerSignals>();
        services.AddSingleton<IBuildStore>(_ => new SqliteBuildStore(options.StoreFile));
        services.AddSingleton<BuildUpdates>();
        services.AddSingleton<BuildIntake>();
        services.AddSingleton<RequestPolicy>();
        services.AddSingleton(_ => CloudRegistries.Connect(options.PlainHttp));
        services.AddSingleton<BundleCache>();
        services.AddSingleton<BundlePlanning>();
        services.AddSingleton<IJobLogs>(s => new DirectoryJobLogs(options.LogDirectory, s.GetRequiredService<TimeProvider>(), follow));
        services.AddSingleton<OutputPublisher>();
        services.AddSingleton<LocalAttemptRunner>();
        services.AddSingleton<IJobEngine, LocalEngine>();
        services.AddSingleton<Reconciler>();
        services.AddHostedService<StoreMigration>();
        services.AddHostedService<OutboxLoop>();
        services.AddHostedService<PlanningLoop>();
        services.AddHostedService<ReconcilerLoop>();
        return services;
    }

    /// <summary>The scheduler's consumers.</summary>
    public static void AddSchedulerConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<BuildRequestedConsumer, BuildRequestedConsumerDefinition>();
        bus.AddConsumer<BuildCancelRequestedConsumer, BuildCancelRequestedConsumerDefinition>();
        bus.AddConsumer<CacheCompletedConsumer, CacheCompletedConsumerDefinition>();
    }
}
