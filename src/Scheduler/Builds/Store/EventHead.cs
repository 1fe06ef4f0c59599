using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>What every event of a build has.</summary>
internal static class EventHead
{
    public static (Guid EventId, long Sequence) Of(object message) => message switch
    {
        BuildStarted e => (e.EventId, e.Sequence),
        JobStarted e => (e.EventId, e.Sequence),
        JobCompleted e => (e.EventId, e.Sequence),
        BuildCompleted e => (e.EventId, e.Sequence),
        _ => throw new ArgumentException($"{message.GetType().Name} is no event of a build.", nameof(message)),
    };

    /// <summary>The event with other requests: those that joined since it happened want to be told of it too.</summary>
    public static string WithRequests(string type, string json, IReadOnlyList<RequestId> requests)
    {
        object message = JsonSerializer.Deserialize(json, MessageCatalog.JsonOf(type)) switch
        {
            BuildStarted e => e with { Requests = requests },
            JobStarted e => e with { Requests = requests },
            JobCompleted e => e with { Requests = requests },
            BuildCompleted e => e with { Requests = requests },
            _ => throw new InvalidDataException($"The outbox holds a {type}, which is no event of a build."),
        };
        return JsonSerializer.Serialize(message, MessageCatalog.JsonOf(type));
    }
}
