namespace Wolfictl.Hosting.Messaging;

/// <summary>Publishes messages. When the task is done the broker has confirmed that it keeps the message.</summary>
public interface IMessagePublisher
{
    /// <summary>Publishes one message; safe to call from many threads.</summary>
    /// <exception cref="MessagingException">It was not confirmed; sending it again with the same id is safe.</exception>
    Task PublishAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
