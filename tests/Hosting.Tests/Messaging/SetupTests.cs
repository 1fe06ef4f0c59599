using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.Hosting.Messaging;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Hosting.Tests.Messaging;

public sealed class SetupTests
{
    [RequiresBrokerFact]
    public async Task TopologyOnly_DeclaresQuorumQueuesAndParkingTwice_AndConsumesNothing()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        for (var times = 0; times < 2; times++)
        {
            var services = new ServiceCollection().AddLogging().AddSingleton(new ReceivedRequests());
            services.AddRabbitMqBus(
                BrokerUri.Parse(broker.AmqpUri.ToString()),
                "setup",
                bus => bus.AddConsumer<ReceivedRequests.Consumer, ReceivedRequests.Definition>(),
                topologyOnly: true);
            services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
            await using var provider = services.BuildServiceProvider();
            var bus = provider.GetRequiredService<IBusControl>();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await bus.StartAsync(limit.Token);
            await bus.StopAsync(limit.Token);
        }

        var requests = await broker.WaitForQueueAsync(Topology.BuildRequests, q => q.Type == "quorum");
        var parking = await broker.WaitForQueueAsync(Topology.ParkingOf(Topology.BuildRequests), q => q.Type == "quorum");
        Assert.Equal((0, 0), (requests.Consumers, parking.Consumers));
        await using var publisher = new RabbitMqPublisher(BrokerUri.Parse(broker.AmqpUri.ToString()), "test");
        await publisher.PublishAsync(OutgoingMessage.Of(Sample.Request("brotli")), CancellationToken.None);
        Assert.Single(await broker.WaitForMessagesAsync(Topology.BuildRequests, 1));
    }
}
