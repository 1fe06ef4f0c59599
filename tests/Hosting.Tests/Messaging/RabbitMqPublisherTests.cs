using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Wolfictl.Hosting.Messaging;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Hosting.Tests.Messaging;

public sealed class RabbitMqPublisherTests
{
    private const string Exchange = "Wolfictl.Contracts:BuildRequested";
    private const string Secret = "c4nary-s3cret";

    [RequiresBrokerFact]
    public async Task Publish_QueueBound_ArrivesPersistentWithItsIdentity()
    {
        await using var broker = await WithQueueAsync();
        await using var publisher = Publisher(broker);
        var message = OutgoingMessage.Of(Sample.Request("brotli"));

        await publisher.PublishAsync(message, CancellationToken.None);

        var arrived = Assert.Single(await broker.WaitForMessagesAsync("requests", 1));
        Assert.Equal(Envelope.Around(message).ToArray(), arrived.Body);
        Assert.Equal(message.MessageId.ToString("D"), arrived.MessageId);
        Assert.Equal(broker.Server.User, arrived.UserId);
        Assert.Equal("application/vnd.masstransit+json", arrived.ContentType);
        Assert.Equal(2, arrived.DeliveryMode);
        Assert.Equal(Exchange, arrived.Exchange);
    }

    [RequiresBrokerFact]
    public async Task Publish_NoExchange_NobodyTakesIt_AndTheNextOneWorks()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await using var publisher = Publisher(broker);
        var message = OutgoingMessage.Of(Sample.Request("brotli"));

        var refused = await Assert.ThrowsAsync<MessagingException>(() => publisher.PublishAsync(message, CancellationToken.None));
        Assert.Equal(MessagingFailure.NobodyTakesIt, refused.Failure);
        Assert.Contains("wolfictl-scheduler setup", refused.Message, StringComparison.Ordinal);

        await DeclareAsync(broker);
        await publisher.PublishAsync(message, CancellationToken.None);
        Assert.Single(await broker.WaitForMessagesAsync("requests", 1));
    }

    [RequiresBrokerFact]
    public async Task Publish_MandatoryWithoutQueue_NobodyTakesIt()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await broker.DeclareExchangeAsync(Exchange);
        await using var publisher = Publisher(broker);

        var refused = await Assert.ThrowsAsync<MessagingException>(() => publisher.PublishAsync(OutgoingMessage.Of(Sample.Request()), CancellationToken.None));

        Assert.Equal(MessagingFailure.NobodyTakesIt, refused.Failure);
        Assert.Contains(Exchange, refused.Message, StringComparison.Ordinal);
    }

    [RequiresBrokerFact]
    public async Task Publish_EventWithoutSubscriber_IsConfirmed()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await broker.DeclareExchangeAsync("Wolfictl.Contracts:JobStarted");
        await using var publisher = Publisher(broker);
        var started = Sample.Event();

        await publisher.PublishAsync(OutgoingMessage.OfEvent(started.EventId, started), CancellationToken.None);
    }

    [RequiresBrokerFact]
    public async Task Publish_WrongPassword_IsRefusedAndNotShown()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        var uri = new UriBuilder(broker.AmqpUri) { Password = Secret }.Uri;
        await using var publisher = new RabbitMqPublisher(BrokerUri.Parse(uri.ToString()), "test");

        var refused = await Assert.ThrowsAsync<MessagingException>(() => publisher.PublishAsync(OutgoingMessage.Of(Sample.Request()), CancellationToken.None));

        Assert.Equal(MessagingFailure.Refused, refused.Failure);
        Assert.Contains("password is wrong", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [RequiresBrokerFact]
    public async Task Publish_NoSuchVirtualHost_IsRefused()
    {
        await using var broker = await BrokerVhost.CreateAsync();
        await using var publisher = new RabbitMqPublisher(BrokerUri.Parse(broker.Server.AmqpOf("no such").ToString()), "test");

        var refused = await Assert.ThrowsAsync<MessagingException>(() => publisher.PublishAsync(OutgoingMessage.Of(Sample.Request()), CancellationToken.None));

        Assert.Equal(MessagingFailure.Refused, refused.Failure);
    }

    [Fact]
    public async Task Publish_BrokerAway_IsUnreachableAtOnce()
    {
        await using var publisher = new RabbitMqPublisher(BrokerUri.Parse($"amqp://ann:{Secret}@127.0.0.1:{LoopbackPort.Free()}/farm"), "test");

        var away = await Assert.ThrowsAsync<MessagingException>(() => publisher.PublishAsync(OutgoingMessage.Of(Sample.Request()), CancellationToken.None))
            .WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(MessagingFailure.Unreachable, away.Failure);
        Assert.Contains("can't be reached", away.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, away.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_BrokerAcceptsAndSaysNothing_CostsAllThatWaitOneTimeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var publisher = new RabbitMqPublisher(BrokerUri.Parse($"amqp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), "test");
        var started = Stopwatch.GetTimestamp();

        var waiting = Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAsync<MessagingException>(
            () => publisher.PublishAsync(OutgoingMessage.Of(Sample.Request()), CancellationToken.None)));
        var failed = await Task.WhenAll(waiting);

        Assert.All(failed, f => Assert.Equal(MessagingFailure.Unreachable, f.Failure));
        // One after the other they would take 100 s.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
    }

    [RequiresBrokerFact]
    public async Task Publish_ConnectionsClosedInMidStream_EveryMessageIsConfirmedWhenSentAgain()
    {
        const int Senders = 30;
        await using var broker = await WithQueueAsync();
        await using var publisher = Publisher(broker);
        using var closedOnce = new CancellationTokenSource();
        var confirmed = new ConcurrentBag<string>();
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            do
            {
                var message = OutgoingMessage.Of(Sample.Request("brotli"));
                while (!await TryAsync(message))
                {
                    // Sent again, under the same id.
                }

                confirmed.Add(message.MessageId.ToString("D"));
                await Task.Delay(Random.Shared.Next(100));
            }
            while (!closedOnce.IsCancellationRequested);
        })).ToList();

        for (var closed = 0; closed < 1;)
        {
            closed += await broker.CloseConnectionsAsync() > 0 ? 1 : 0;
            await Task.Delay(50);
        }

        await closedOnce.CancelAsync();
        // Well before a confirm that never comes would time out: those who wait for one are woken.
        await Task.WhenAll(senders).WaitAsync(TimeSpan.FromSeconds(8));

        var arrived = new HashSet<string>();
        while (await broker.GetMessagesAsync("requests", 5_000) is { Count: > 0 } some)
        {
            arrived.UnionWith(some.Select(m => m.MessageId!));
        }

        Assert.Empty(confirmed.Except(arrived));
        Assert.InRange(confirmed.Count, Senders, int.MaxValue);

        async Task<bool> TryAsync(OutgoingMessage message)
        {
            try
            {
                await publisher.PublishAsync(message, CancellationToken.None);
                return true;
            }
            catch (MessagingException e)
            {
                Assert.Equal(MessagingFailure.Unreachable, e.Failure);
                return false;
            }
        }
    }

    private static RabbitMqPublisher Publisher(BrokerVhost broker) => new(BrokerUri.Parse(broker.AmqpUri.ToString()), "test");

    private static async Task<BrokerVhost> WithQueueAsync()
    {
        var broker = await BrokerVhost.CreateAsync();
        await DeclareAsync(broker);
        return broker;
    }

    private static async Task DeclareAsync(BrokerVhost broker)
    {
        await broker.DeclareExchangeAsync(Exchange);
        await broker.DeclareQueueAsync("requests");
        await broker.BindAsync(Exchange, "requests");
    }
}
