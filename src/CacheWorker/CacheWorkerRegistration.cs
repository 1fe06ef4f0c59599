using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Requests;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.GoogleCloud;

namespace Wolfictl.CacheWorker;

/// <summary>The whole wiring of the cache worker. The bus is registered beside it, by whoever knows which one.</summary>
public static class CacheWorkerRegistration
{
    /// <summary>The cache worker. Where the process has registries or a clock registered already, it uses those.</summary>
    public static IServiceCollection AddCacheWorker(this IServiceCollection services, CacheWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => CloudRegistries.Connect(options.PlainHttp));
        services.AddSingleton(s => SourceStore.Open(options.CacheDirectory, null, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new SourceFetcher(s.GetRequiredService<SourceStore>(), options.Fetch, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RequestJournal(options.RequestDirectory, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CacheIntake>();
        services.AddSingleton<BundleSources>();
        services.AddSingleton<CacheWork>();
        services.AddHostedService<OutboxLoop>();
        services.AddHostedService<CacheLoop>();
        return services;
    }

    /// <summary>The cache worker's consumer.</summary>
    public static void AddCacheWorkerConsumers(this IBusRegistrationConfigurator bus) => bus.AddConsumer<CacheRequestedConsumer, CacheRequestedConsumerDefinition>();
}
