using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Submitter.Submitting;

/// <summary>Publishes one message for a person who waits: within 5 s, or not at all.</summary>
internal static class QueuePublishing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="MessagingException">It was not confirmed in time.</exception>
    public static async Task PublishAsync(IMessagePublisher publisher, OutgoingMessage message, BrokerUri broker, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await publisher.PublishAsync(message, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MessagingException(MessagingFailure.Unreachable, $"RabbitMQ at {broker} did not confirm the message within {Patience.TotalSeconds} s; sent again, it has its effect once.", e);
        }
    }
}
