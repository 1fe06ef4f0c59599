using System.Threading.Channels;
using MassTransit;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.Tests.Messaging;

/// <summary>What a MassTransit consumer on wolfictl's own topology was handed.</summary>
internal sealed class ReceivedRequests
{
    private readonly Channel<BuildRequested> _requests = Channel.CreateUnbounded<BuildRequested>();

    public async Task<BuildRequested> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _requests.Reader.ReadAsync(limit.Token);
    }

    internal sealed class Consumer(ReceivedRequests received) : IConsumer<BuildRequested>
    {
        public Task Consume(ConsumeContext<BuildRequested> context) =>
            context.Message.Packages.Contains(PackageName.Parse("refused"))
                ? throw new RefusedRequestException("The request is refused: packages holds 'refused'.")
                : received._requests.Writer.WriteAsync(context.Message).AsTask();
    }

    internal sealed class Definition : ConsumerDefinition<Consumer>
    {
        public Definition() => EndpointName = Topology.BuildRequests;

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<Consumer> consumerConfigurator, IRegistrationContext context) =>
            Topology.Configure(endpointConfigurator, Topology.BuildRequests);
    }
}
