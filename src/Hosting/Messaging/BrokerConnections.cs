using System.Net.Security;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Wolfictl.Hosting.Messaging;

/// <summary>Opens connections with the settings that survived faults: 10 s heartbeats, 5 s to connect, no recovery of the library's own.</summary>
public static class BrokerConnections
{
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

        try
        {
            return await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw new MessagingException(MessagingFailure.Refused, $"RabbitMQ at {broker} refused the connection: {refusal}.", e);
        }
        catch (Exception e) when (e is BrokerUnreachableException or RabbitMQClientException or IOException or TimeoutException)
        {
            throw new MessagingException(MessagingFailure.Unreachable, $"RabbitMQ at {broker} can't be reached: {Innermost(e)}", e);
        }
    }

    /// <summary>Connects once and closes again: tells at once why a broker can't be had.</summary>
    /// <exception cref="MessagingException">Unreachable or refused.</exception>
    public static async Task CheckAsync(BrokerUri broker, string name, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(broker, name, cancellationToken).ConfigureAwait(false);
        await connection.AbortAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
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
