using MassTransit;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Builds.Consuming;

/// <summary>Queue, retry and concurrency of <see cref="BuildCancelRequestedConsumer"/>.</summary>
internal sealed class BuildCancelRequestedConsumerDefinition : ConsumerDefinition<BuildCancelRequestedConsumer>
{
    public BuildCancelRequestedConsumerDefinition()
    {
        EndpointName = Topology.CancelRequests;
        ConcurrentMessageLimit = 4;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<BuildCancelRequestedConsumer> consumerConfigurator,
        IRegistrationContext context) => Topology.Configure(endpointConfigurator, Topology.CancelRequests);
}
