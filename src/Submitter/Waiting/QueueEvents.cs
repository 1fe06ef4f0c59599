using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Waiting;

/// <summary>
/// Events from RabbitMQ, over a queue of this request's own that is bound before the request is published. After a cut it binds again and sends the request again,
/// which is answered with the build's current state.
/// </summary>
internal sealed class QueueEvents : IBuildEvents, IAsyncDisposable
{
    private static readonly string[] Types = [nameof(BuildStarted), nameof(JobStarted), nameof(JobCompleted), nameof(BuildCompleted)];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly BrokerUri _broker;
    private readonly RequestId _request;
    private readonly IMessagePublisher _publisher;
    private readonly OutgoingMessage _message;
    private readonly StatusLine _status;
    private readonly TimeProvider _clock;
    private IConnection? _connection;
    private ChannelReader<object> _reader = null!;

    private QueueEvents(BrokerUri broker, RequestId request, IMessagePublisher publisher, OutgoingMessage message, StatusLine status, TimeProvider clock)
    {
        _broker = broker;
        _request = request;
        _publisher = publisher;
        _message = message;
        _status = status;
        _clock = clock;
    }

    /// <summary>Binds, then publishes the request.</summary>
    /// <exception cref="MessagingException">The broker can't be reached, or nobody takes the request.</exception>
    public static async Task<QueueEvents> SubscribeAsync(
        BrokerUri broker,
        RequestId request,
        IMessagePublisher publisher,
        OutgoingMessage message,
        StatusLine status,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var events = new QueueEvents(broker, request, publisher, message, status, clock);
        try
        {
            await events.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await QueuePublishing.PublishAsync(publisher, message, broker, cancellationToken).ConfigureAwait(false);
            return events;
        }
        catch
        {
            await events.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<object> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await foreach (var message in _reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return message;
            }

            await ReconnectAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.AbortAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
    }

    private async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        _status.Write("the broker is gone; waiting for it, the build is not affected");
        while (true)
        {
            try
            {
                await DisposeAsync().ConfigureAwait(false);
                await ConnectAsync(cancellationToken).ConfigureAwait(false);
                await QueuePublishing.PublishAsync(_publisher, _message, _broker, cancellationToken).ConfigureAwait(false);
                _status.Write("the broker is back");
                return;
            }
            catch (MessagingException)
            {
                await Task.Delay(Pause, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _connection = await BrokerConnections.OpenAsync(_broker, "wolfictl submit --wait", cancellationToken).ConfigureAwait(false);
        try
        {
            var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var queue = Topology.WaitQueueOf(_request);
            var arguments = new Dictionary<string, object?> { ["x-expires"] = (long)Topology.WaitQueueExpiry.TotalMilliseconds };
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var type in Types)
            {
                await channel.QueueBindAsync(queue, Topology.ExchangeOf(type), "", cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await channel.BasicQosAsync(0, Topology.Prefetch, global: false, cancellationToken).ConfigureAwait(false);
            var events = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, delivery) =>
            {
                if (Read(delivery.Body) is { } message)
                {
                    await events.Writer.WriteAsync(message, CancellationToken.None).ConfigureAwait(false);
                }

                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None).ConfigureAwait(false);
            };
            channel.ChannelShutdownAsync += (_, _) =>
            {
                events.Writer.TryComplete();
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
            _reader = events.Reader;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            throw new MessagingException(
                MessagingFailure.NobodyTakesIt,
                $"RabbitMQ at {_broker} has not been set up for wolfictl: run 'wolfictl-scheduler setup' once, or start a scheduler.",
                e);
        }
        catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or TimeoutException)
        {
            throw new MessagingException(MessagingFailure.Unreachable, $"RabbitMQ at {_broker} went away: {e.Message}", e);
        }
    }

    private static object? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var urn = document.RootElement.GetProperty("messageType").EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => Types.Any(n => Topology.UrnOf(n) == t));
            return urn is null ? null : document.RootElement.GetProperty("message").Deserialize(MessageCatalog.JsonOf(Types.First(n => Topology.UrnOf(n) == urn)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Not an event of ours.
            return null;
        }
    }
}
