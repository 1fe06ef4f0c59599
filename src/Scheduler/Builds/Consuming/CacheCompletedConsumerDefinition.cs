using MassTransit;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Builds.Consuming;

/// <summary>Queue, retry and concurrency of <see cref="CacheCompletedConsumer"/>.</summary>
internal sealed class CacheCompletedConsumerDefinition : ConsumerDefinition<CacheCompletedConsumer>
{
    public CacheCompletedConsumerDefinition()
    {
        EndpointName = Topology.CacheCompletions;
        ConcurrentMessageLimit = 4;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<CacheCompletedConsumer> consumerConfigurator,
        IRegistrationContext context) => Topology.Configure(endpointConfigurator, Topology.CacheCompletions);
}
