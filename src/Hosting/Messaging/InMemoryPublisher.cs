using System.Text.Json;
using MassTransit;

namespace Wolfictl.Hosting.Messaging;

/// <summary>The other side of <see cref="IMessagePublisher"/>: the in-memory bus of the embedded mode.</summary>
public sealed class InMemoryPublisher : IMessagePublisher
{
    private readonly IBus _bus;

    /// <summary>Publishes on <paramref name="bus"/>.</summary>
    public InMemoryPublisher(IBus bus) => _bus = bus;

    /// <inheritdoc />
    public Task PublishAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var value = JsonSerializer.Deserialize(message.Json, MessageCatalog.JsonOf(message.Type))!;
        return _bus.Publish(value, MessageCatalog.TypeOf(message.Type), context => context.MessageId = message.MessageId, cancellationToken);
    }
}
