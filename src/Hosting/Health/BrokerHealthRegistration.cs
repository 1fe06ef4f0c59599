using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.Health;

/// <summary>Registers the watchdog and the health check that it feeds.</summary>
public static class BrokerHealthRegistration
{
    /// <summary>Watches <paramref name="queues"/> on <paramref name="broker"/>.</summary>
    public static IServiceCollection AddBrokerHealth(this IServiceCollection services, BrokerUri broker, string process, params IReadOnlyList<string> queues)
    {
        services.AddSingleton<BrokerState>();
        services.AddSingleton<DeliveryCounter>();
        services.AddSingleton<IReceiveObserver>(s => s.GetRequiredService<DeliveryCounter>());
        services.AddHealthChecks().AddCheck<BrokerHealthCheck>("broker");
        return services.AddHostedService(s => new BrokerWatchdog(
            broker,
            process,
            queues,
            s.GetRequiredService<BrokerState>(),
            s.GetRequiredService<DeliveryCounter>(),
            s.GetRequiredService<IHostApplicationLifetime>(),
            s.GetService<TimeProvider>() ?? TimeProvider.System,
            s.GetRequiredService<ILogger<BrokerWatchdog>>()));
    }
}
