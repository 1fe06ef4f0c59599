using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Wolfictl.Contracts;

namespace Wolfictl.Hosting.Messaging;

/// <summary>Registers the bus that consumes, and the publisher beside it.</summary>
public static class BusRegistration
{
    /// <summary>RabbitMQ: <paramref name="consumers"/> adds the consumers; the process is listed at the broker as <paramref name="process"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="process">Name of the process.</param>
    /// <param name="consumers">Adds consumers with their definitions.</param>
    /// <param name="topologyOnly">Declares exchanges and queues at the start and consumes nothing: <c>wolfictl-scheduler setup</c>.</param>
    public static IServiceCollection AddRabbitMqBus(
        this IServiceCollection services,
        BrokerUri broker,
        string process,
        Action<IBusRegistrationConfigurator> consumers,
        bool topologyOnly = false)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(consumers);
        NoUsageTelemetry();
        services.AddMassTransit(bus =>
        {
            consumers(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker.Value, process, host => host.Heartbeat(TimeSpan.FromSeconds(10)));
                rabbit.DeployTopologyOnly = topologyOnly;
                rabbit.DeployPublishTopology = true;
                rabbit.SendTopology.ErrorQueueNameFormatter = ParkingNames.Instance;
                rabbit.SendTopology.DeadLetterQueueNameFormatter = ParkingNames.Instance;
                rabbit.SendTopology.ConfigureErrorSettings = Topology.ConfigureParking;
                rabbit.SendTopology.ConfigureDeadLetterSettings = Topology.ConfigureParking;
                rabbit.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType | RawSerializerOptions.AddTransportHeaders, true);
                rabbit.Publish<BuildStarted>();
                rabbit.Publish<JobStarted>();
                rabbit.Publish<JobCompleted>();
                rabbit.Publish<BuildCompleted>();
                rabbit.Publish<CacheCompleted>();
                rabbit.ConfigureEndpoints(context);
            });
        });
        if (!topologyOnly)
        {
            services.AddSingleton<IMessagePublisher>(_ => new RabbitMqPublisher(broker, $"{process} publisher"));
        }

        return services;
    }

    /// <summary>The in-memory bus of the embedded mode.</summary>
    public static IServiceCollection AddInMemoryBus(this IServiceCollection services, Action<IBusRegistrationConfigurator> consumers)
    {
        ArgumentNullException.ThrowIfNull(consumers);
        NoUsageTelemetry();
        services.AddMassTransit(bus =>
        {
            consumers(bus);
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        return services.AddSingleton<IMessagePublisher, InMemoryPublisher>();
    }

    // Read by the library from the environment alone; without it every process calls home after five minutes.
    private static void NoUsageTelemetry() => Environment.SetEnvironmentVariable("MASSTRANSIT_USAGE_TELEMETRY", "false");
}
