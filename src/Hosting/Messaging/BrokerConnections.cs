using System.Net.Security;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Wolfictl.Hosting.Messaging;

/// <summary>Opens connections with the settings that survived faults: 10 s heartbeats, 5 s to connect, no recovery of the library's own.</summary>
public static class BrokerConnections
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Opens a connection that the broker lists under <paramref name="name"/>.</summary>
    /// <exception cref="MessagingException">Unreachable or refused; the message says which, and where.</exception>
    public static async Task<IConnection> OpenAsync(BrokerUri broker, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(broker);
        var factory = new ConnectionFactory
        {
            Uri = broker.Value,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            HandshakeContinuationTimeout = TimeSpan.FromSeconds(5),
            ContinuationTimeout = TimeSpan.FromSeconds(10),
            ClientProvidedName = name,
        };
        if (factory.Ssl.Enabled)
        {
            factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
        }

        var opening = Task.FromException<IConnection>(new InvalidOperationException());
        try
        {
            return await GuardAsync(broker, limit => opening = factory.CreateConnectionAsync(limit), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ = opening.ContinueWith(static late => late.Result.AbortAsync(AbortTimeout), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Connects once, up to a channel, and closes again: tells at once why a broker can't be had.</summary>
    /// <exception cref="MessagingException">Unreachable or refused.</exception>
    public static async Task CheckAsync(BrokerUri broker, string name, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(broker, name, cancellationToken).ConfigureAwait(false);
        try
        {
            await GuardAsync(broker, limit => connection.CreateChannelAsync(cancellationToken: limit), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await connection.AbortAsync(AbortTimeout).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Runs one step of opening, for 5 s at most: a broker that is frozen still accepts connections, and the library waits for its greeting without end.
    /// A virtual host that is missing or forbidden is told at the first channel only.
    /// </summary>
    internal static async Task<T> GuardAsync<T>(BrokerUri broker, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await step(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (limit.IsCancellationRequested)
        {
            throw new MessagingException(MessagingFailure.Unreachable, $"RabbitMQ at {broker} can't be reached: it did not answer within {Patience.TotalSeconds} s.", e);
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw new MessagingException(MessagingFailure.Refused, $"RabbitMQ at {broker} refused the connection: {refusal}.", e);
        }
        catch (Exception e) when (e is BrokerUnreachableException or RabbitMQClientException or IOException or TimeoutException or OperationCanceledException)
        {
            throw new MessagingException(MessagingFailure.Unreachable, $"RabbitMQ at {broker} can't be reached: {Innermost(e)}", e);
        }
    }

    private static string? Refusal(Exception? e) => e switch
    {
        null => null,
        AuthenticationFailureException => "user name or password is wrong",
        OperationInterruptedException { ShutdownReason.ReplyCode: 530 or 403 } interrupted => interrupted.ShutdownReason!.ReplyText,
        AggregateException many => many.InnerExceptions.Select(Refusal).FirstOrDefault(r => r is not null),
        _ => Refusal(e.InnerException),
    };

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message.TrimEnd('.') + ".";
    }
}
