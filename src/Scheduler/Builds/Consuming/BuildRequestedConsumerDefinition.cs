using MassTransit;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Builds.Consuming;

/// <summary>Queue, retry and concurrency of <see cref="BuildRequestedConsumer"/>.</summary>
internal sealed class BuildRequestedConsumerDefinition : ConsumerDefinition<BuildRequestedConsumer>
{
    public BuildRequestedConsumerDefinition()
    {
        EndpointName = Topology.BuildRequests;
        ConcurrentMessageLimit = 4;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<BuildRequestedConsumer> consumerConfigurator,
        IRegistrationContext context) => Topology.Configure(endpointConfigurator, Topology.BuildRequests);
}
