using System.Threading.RateLimiting;
using RabbitMQ.Client;

namespace Wolfictl.Hosting.Messaging;

/// <summary>One connection and one channel with confirms. Once anything goes wrong on it, it is dead and replaced.</summary>
internal sealed class PublishLink : IAsyncDisposable
{
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(2);
    private readonly IConnection _connection;
    private readonly ConcurrencyLimiter _limiter;
    private readonly CancellationTokenSource _closed = new();
    private int _dead;

    private PublishLink(IConnection connection, IChannel channel, ConcurrencyLimiter limiter)
    {
        _connection = connection;
        Channel = channel;
        _limiter = limiter;
        channel.ChannelShutdownAsync += (_, _) => _closed.CancelAsync();
        connection.ConnectionShutdownAsync += (_, _) => _closed.CancelAsync();
    }

    public IChannel Channel { get; }

    /// <summary>Ended with the link: the library never wakes those who wait for a confirm of a channel that is gone.</summary>
    public CancellationToken Closed => _closed.Token;

    public bool IsUsable => Volatile.Read(ref _dead) == 0 && Channel.IsOpen;

    public static async Task<PublishLink> OpenAsync(BrokerUri broker, string name, CancellationToken cancellationToken)
    {
        var connection = await BrokerConnections.OpenAsync(broker, name, cancellationToken).ConfigureAwait(false);
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = Topology.PublishesInFlight, QueueLimit = int.MaxValue });
        var options = new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: limiter);
        try
        {
            var channel = await BrokerConnections.GuardAsync(broker, limit => connection.CreateChannelAsync(options, limit), cancellationToken).ConfigureAwait(false);
            return new PublishLink(connection, channel, limiter);
        }
        catch
        {
            await connection.AbortAsync(AbortTimeout).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Marks the link dead, once, and aborts it in the background: closing may block on a connection that is gone.</summary>
    public void Kill()
    {
        if (Interlocked.Exchange(ref _dead, 1) == 0)
        {
            _closed.Cancel();
            _ = Task.Run(async () =>
            {
                try
                {
                    await _connection.AbortAsync(AbortTimeout).ConfigureAwait(false);
                    await _limiter.DisposeAsync().ConfigureAwait(false);
                }
                catch (Exception)
                {
                    // Nothing waits for a link that was given up.
                }
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _dead, 1) == 0)
        {
            await _connection.CloseAsync(AbortTimeout).WaitAsync(AbortTimeout * 2).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            await _limiter.DisposeAsync().ConfigureAwait(false);
        }
    }
}
