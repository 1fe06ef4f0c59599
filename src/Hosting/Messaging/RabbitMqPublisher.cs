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
    private readonly Lock _gate = new();
    private Task<PublishLink>? _link;

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
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, link.Closed);
        try
        {
            // No token reaches the library: one that is cancelled inside a publish breaks its book-keeping of confirms.
            await link.Channel.BasicPublishAsync(exchange, "", message.Mandatory, properties, Envelope.Around(message), CancellationToken.None)
                .AsTask().WaitAsync(ConfirmTimeout, gone.Token).ConfigureAwait(false);
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
        if (_link is { IsCompletedSuccessfully: true } open)
        {
            await (await open.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        else if (_link is { } opening)
        {
            // Opening is bounded by its own timeouts: nobody needs to wait for it.
            _ = opening.ContinueWith(static t => t.Result.Kill(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    /// <summary>The link, or a new one: all that wait for it share one attempt, so that a broker that does not answer costs each of them one timeout.</summary>
    private async ValueTask<PublishLink> LinkAsync(CancellationToken cancellationToken)
    {
        Task<PublishLink> link;
        lock (_gate)
        {
            if (_link is null or { IsCompleted: true } and not { IsCompletedSuccessfully: true, Result.IsUsable: true })
            {
                (_link is { IsCompletedSuccessfully: true } dead ? dead.Result : null)?.Kill();
                _link = Task.Run(() => PublishLink.OpenAsync(_broker, _name, CancellationToken.None), CancellationToken.None);
            }

            link = _link;
        }

        return await link.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private string NobodyTakes(string exchange) =>
        $"RabbitMQ at {_broker} has no queue that takes the message ({exchange}). Run 'wolfictl-scheduler setup' once, or start the service that takes it.";
}
