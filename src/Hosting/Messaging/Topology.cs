using MassTransit;
using Wolfictl.Contracts;

namespace Wolfictl.Hosting.Messaging;

/// <summary>
/// The names of everything on the broker and the arguments it is declared with, in one place for all processes.
/// A message goes to the fanout exchange <c>Wolfictl.Contracts:Type</c>; each request type has one quorum queue, and each such queue one that takes what can't be handled.
/// </summary>
public static class Topology
{
    /// <summary>Takes <see cref="BuildRequested"/>.</summary>
    public const string BuildRequests = "wolfictl.build-requested";

    /// <summary>Takes <see cref="BuildCancelRequested"/>.</summary>
    public const string CancelRequests = "wolfictl.build-cancel-requested";

    /// <summary>Takes <see cref="CacheCompleted"/> for builds that wait for it.</summary>
    public const string CacheCompletions = "wolfictl.scheduler.cache-completed";

    /// <summary>Takes <see cref="CacheRequested"/>.</summary>
    public const string CacheRequests = "wolfictl.cache-requested";

    /// <summary>How often a message is delivered before it is parked: the broker counts deliveries that ended without an answer.</summary>
    public const int DeliveryLimit = 5;

    /// <summary>Unconfirmed publishes of one connection at most.</summary>
    public const int PublishesInFlight = 96;

    /// <summary>Prefetch of each endpoint. All endpoints of a process share a connection: their sum stays at or under 64.</summary>
    public const ushort Prefetch = 16;

    /// <summary>A queue of <c>submit --wait</c> that nobody used for so long is removed by the broker.</summary>
    public static readonly TimeSpan WaitQueueExpiry = TimeSpan.FromMinutes(10);

    /// <summary>The exchange that takes messages of a type.</summary>
    public static string ExchangeOf(string type) => $"Wolfictl.Contracts:{type}";

    /// <summary>The wire identity of a type in MassTransit's envelope.</summary>
    public static string UrnOf(string type) => $"urn:message:Wolfictl.Contracts:{type}";

    /// <summary>Where the messages of <paramref name="queue"/> go that can't be handled, with the reason in their headers.</summary>
    public static string ParkingOf(string queue) => $"{queue}.parked";

    /// <summary>The queue of one <c>submit --wait</c>.</summary>
    public static string WaitQueueOf(RequestId request) => $"wolfictl.wait.{request}";

    /// <summary>Declares a parking queue: quorum, without the limits that MassTransit would take over from the queue beside it.</summary>
    internal static void ConfigureParking(IRabbitMqQueueConfigurator parking)
    {
        parking.SetQuorumQueue();
        parking.SetQueueArgument("x-delivery-limit", null);
        parking.SetQueueArgument("x-dead-letter-exchange", null);
    }

    /// <summary>Declares an endpoint's queue: quorum, a delivery limit, what is over it parked.</summary>
    public static void Configure(IReceiveEndpointConfigurator endpoint, string queue)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        // What can't be handled is parked; nobody takes MassTransit's own events about it.
        endpoint.PublishFaults = false;
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<RefusedRequestException>();
            retry.Intervals(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2));
        });
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            return;
        }

        rabbit.PrefetchCount = Prefetch;
        rabbit.SetQuorumQueue();
        rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        rabbit.BindDeadLetterQueue(ParkingOf(queue), ParkingOf(queue), ConfigureParking);
    }
}
