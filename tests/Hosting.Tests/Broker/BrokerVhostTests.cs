using System.Text;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Hosting.Tests.Broker;

public sealed class BrokerVhostTests
{
    [RequiresBrokerFact]
    public async Task Publish_BoundQueue_HoldsTheMessageAsSent()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await broker.DeclareExchangeAsync("Wolfictl.Contracts:Something");
        await broker.DeclareQueueAsync("some queue");
        await broker.BindAsync("Wolfictl.Contracts:Something", "some queue");
        byte[] body = [0, 0xff, .. Encoding.UTF8.GetBytes("Grüße")];

        var routed = await broker.PublishAsync(
            "Wolfictl.Contracts:Something", body, "application/octet-stream", "id-1", headers: new Dictionary<string, string> { ["reason"] = "none" });
        var counted = await broker.WaitForQueueAsync("some queue", queue => queue.Messages == 1);
        var message = Assert.Single(await broker.WaitForMessagesAsync("some queue", 1));

        Assert.True(routed);
        Assert.Equal("quorum", counted.Type);
        Assert.Equal(0, counted.Consumers);
        Assert.Equal(body, message.Body);
        Assert.Equal("application/octet-stream", message.ContentType);
        Assert.Equal("id-1", message.MessageId);
        Assert.Equal(2, message.DeliveryMode);
        Assert.Equal("none", message.Headers["reason"].GetString());
        Assert.Empty(await broker.GetMessagesAsync("some queue"));
    }

    [RequiresBrokerFact]
    public async Task Publish_NoQueueBound_SaysSo()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await broker.DeclareExchangeAsync("lonely");

        Assert.False(await broker.PublishAsync("lonely", new byte[] { 1 }));
    }

    [RequiresBrokerFact]
    public async Task Dispose_VirtualHost_IsGone()
    {
        var first = await BrokerVhost.CreateAsync();
        await using var second = await BrokerVhost.CreateAsync();
        await first.DeclareQueueAsync("mine");
        Assert.Empty(await second.GetQueuesAsync());

        await first.DisposeAsync();

        await using var third = await BrokerVhost.CreateAsync();
        Assert.NotEqual(first.Name, third.Name);
        Assert.Null(await third.GetQueueAsync("mine"));
    }
}
