using MassTransit;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Queue, retry and concurrency of <see cref="CacheRequestedConsumer"/>.</summary>
internal sealed class CacheRequestedConsumerDefinition : ConsumerDefinition<CacheRequestedConsumer>
{
    public CacheRequestedConsumerDefinition()
    {
        EndpointName = Topology.CacheRequests;
        ConcurrentMessageLimit = 4;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<CacheRequestedConsumer> consumerConfigurator,
        IRegistrationContext context) => Topology.Configure(endpointConfigurator, Topology.CacheRequests);
}
