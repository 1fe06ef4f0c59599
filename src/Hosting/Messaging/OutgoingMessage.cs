using System.Text.Json;
using Wolfictl.Contracts;

namespace Wolfictl.Hosting.Messaging;

/// <summary>A message on its way out: its id, its type's name and its JSON, as the outbox stores it.</summary>
/// <param name="MessageId">The request id of a request, the event id of an event: the same when it is sent again.</param>
/// <param name="Type">Name of its type in <c>Wolfictl.Contracts</c>.</param>
/// <param name="Json">The message itself, without envelope.</param>
/// <param name="Mandatory">A message that no queue takes is an error: so with requests. An event may have no subscriber.</param>
public sealed record OutgoingMessage(Guid MessageId, string Type, string Json, bool Mandatory)
{
    /// <summary>A request for a build.</summary>
    public static OutgoingMessage Of(BuildRequested request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.RequestId.Value, nameof(BuildRequested), JsonSerializer.Serialize(request, ContractsJson.Default.BuildRequested), Mandatory: true);
    }

    /// <summary>A request to withdraw one; every sending of it is a message of its own.</summary>
    public static OutgoingMessage Of(BuildCancelRequested request) =>
        new(Guid.CreateVersion7(), nameof(BuildCancelRequested), JsonSerializer.Serialize(request, ContractsJson.Default.BuildCancelRequested), Mandatory: true);

    /// <summary>A request for sources.</summary>
    public static OutgoingMessage Of(CacheRequested request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.RequestId.Value, nameof(CacheRequested), JsonSerializer.Serialize(request, ContractsJson.Default.CacheRequested), Mandatory: true);
    }

    /// <summary>An event.</summary>
    public static OutgoingMessage OfEvent(Guid eventId, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var type = message.GetType().Name;
        return new(eventId, type, JsonSerializer.Serialize(message, MessageCatalog.JsonOf(type)), Mandatory: false);
    }
}
