using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Wolfictl.Hosting.Messaging;

/// <summary>
/// Publishes with RabbitMQ.Client: confirms, mandatory where asked, persistent, the same message id when sent again.
/// The rules that it keeps, and the measurements behind them, are in docs/adr/0002.
/// </summary>
public sealed class RabbitMqPublisher : IMessagePublisher, IAsyncDisposable
{
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(10);
    private readonly BrokerUri _broker;
    private readonly string _name;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private PublishLink? _link;

    /// <summary>A publisher to <paramref name="broker"/>; its connection, opened at the first message, is listed there as <paramref name="name"/>.</summary>
    public RabbitMqPublisher(BrokerUri broker, string name)
    {
        _broker = broker;
        _name = name;
    }

    /// <inheritdoc />
    public async Task PublishAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var link = await LinkAsync(cancellationToken).ConfigureAwait(false);
        var exchange = Topology.ExchangeOf(message.Type);
        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = message.MessageId.ToString("D"),
            ContentType = Envelope.ContentType,
            UserId = _broker.User,
            Type = Topology.UrnOf(message.Type),
        };
        try
        {
            // No token reaches the library: one that is cancelled inside a publish breaks its book-keeping of confirms.
            await link.Channel.BasicPublishAsync(exchange, "", message.Mandatory, properties, Envelope.Around(message), CancellationToken.None)
                .AsTask().WaitAsync(ConfirmTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (PublishException e) when (e.IsReturn)
        {
            throw new MessagingException(MessagingFailure.NobodyTakesIt, NobodyTakes(exchange), e);
        }
        catch (PublishException e) when (link.Channel.IsOpen)
        {
            throw new MessagingException(MessagingFailure.Rejected, $"RabbitMQ at {_broker} would not keep the message: its queue is full or unavailable.", e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            var closed = link.Channel.CloseReason;
            link.Kill();
            throw closed?.ReplyCode switch
            {
                Constants.NotFound => new MessagingException(MessagingFailure.NobodyTakesIt, NobodyTakes(exchange), e),
                Constants.AccessRefused => new MessagingException(MessagingFailure.Refused, $"RabbitMQ at {_broker} refused the message: {closed.ReplyText}.", e),
                _ => new MessagingException(MessagingFailure.Unreachable, $"RabbitMQ at {_broker} went away before it confirmed the message.", e),
            };
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_link is { } link)
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    private async ValueTask<PublishLink> LinkAsync(CancellationToken cancellationToken)
    {
        if (_link is { IsUsable: true } usable)
        {
            return usable;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_link is not { IsUsable: true })
            {
                _link?.Kill();
                _link = await PublishLink.OpenAsync(_broker, _name, cancellationToken).ConfigureAwait(false);
            }

            return _link;
        }
        finally
        {
            _gate.Release();
        }
    }

    private string NobodyTakes(string exchange) =>
        $"RabbitMQ at {_broker} has no queue that takes the message ({exchange}). Run 'wolfictl-scheduler setup' once, or start the service that takes it.";
}
