using System.Text.Json.Nodes;

namespace Wolfictl.TestKit.Broker;

/// <summary>
/// A virtual host of the test run's RabbitMQ that one test has for itself; disposing deletes it with all that it holds.
/// Everything here goes through the management interface, so that what is tested stays the only AMQP client.
/// </summary>
public sealed class BrokerVhost : IAsyncDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ManagementClient _management;

    private BrokerVhost(BrokerServer server, ManagementClient management, string name)
    {
        _management = management;
        Server = server;
        Name = name;
        AmqpUri = server.AmqpOf(name);
    }

    public BrokerServer Server { get; }

    public string Name { get; }

    /// <summary><c>amqp://user:password@host:port/vhost</c></summary>
    public Uri AmqpUri { get; }

    /// <summary>Makes one on the server that <see cref="BrokerServer.AmqpVariable"/> names.</summary>
    /// <exception cref="InvalidOperationException">The environment names no server.</exception>
    /// <exception cref="HttpRequestException">The server is away, or refuses.</exception>
    public static async Task<BrokerVhost> CreateAsync(CancellationToken cancellationToken = default)
    {
        var server = BrokerServer.FromEnvironment()
            ?? throw new InvalidOperationException($"No broker to test with: {BrokerServer.AmqpVariable} is not set. Mark the test [RequiresBrokerFact].");
        var vhost = new BrokerVhost(server, new ManagementClient(server), $"wolfictl-test-{Guid.NewGuid():N}");
        try
        {
            await vhost._management.PutAsync($"vhosts/{vhost.Name}", new JsonObject(), cancellationToken);
            await vhost._management.PutAsync($"permissions/{vhost.Name}/{Uri.EscapeDataString(server.User)}", All(), cancellationToken);
            return vhost;
        }
        catch
        {
            await vhost.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes a persistent message.</summary>
    /// <returns>Whether a queue took it.</returns>
    public async Task<bool> PublishAsync(
        string exchange,
        ReadOnlyMemory<byte> body,
        string? contentType = null,
        string? messageId = null,
        string routingKey = "",
        IReadOnlyDictionary<string, string>? headers = null,
        CancellationToken cancellationToken = default)
    {
        var properties = new JsonObject { ["delivery_mode"] = 2, ["headers"] = new JsonObject() };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            properties["headers"]![name] = value;
        }

        if (contentType is not null)
        {
            properties["content_type"] = contentType;
        }

        if (messageId is not null)
        {
            properties["message_id"] = messageId;
        }

        var answer = await _management.PostAsync(
            $"exchanges/{Name}/{ExchangePath(exchange)}/publish",
            new JsonObject
            {
                ["properties"] = properties,
                ["routing_key"] = routingKey,
                ["payload"] = Convert.ToBase64String(body.Span),
                ["payload_encoding"] = "base64",
            },
            cancellationToken);
        return (bool)answer!["routed"]!;
    }

    /// <summary>A queue as the management interface counts it, or null if there is none of that name.</summary>
    public async Task<QueueState?> GetQueueAsync(string name, CancellationToken cancellationToken = default) =>
        await _management.GetAsync($"queues/{Name}/{Uri.EscapeDataString(name)}", cancellationToken) is { } queue ? QueueState.From(queue) : null;

    /// <summary>Every queue of this virtual host.</summary>
    public async Task<IReadOnlyList<QueueState>> GetQueuesAsync(CancellationToken cancellationToken = default) =>
        [.. (await _management.GetAsync($"queues/{Name}", cancellationToken))!.AsArray().Select(queue => QueueState.From(queue!))];

    /// <summary>Asks until a queue is there and is as wanted.</summary>
    /// <exception cref="TimeoutException">It was not, in time; the message says how it was last.</exception>
    public async Task<QueueState> WaitForQueueAsync(
        string name, Func<QueueState, bool> wanted, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? DefaultTimeout;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var queue = await GetQueueAsync(name, cancellationToken);
            if (queue is not null && wanted(queue))
            {
                return queue;
            }

            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException(
                    $"The queue '{name}' did not come to be as wanted within {limit.TotalSeconds} s; last seen: {queue?.ToString() ?? "none of that name"}.");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Takes up to <paramref name="count"/> messages from a queue.</summary>
    /// <param name="keep">They go back to the queue, which counts as a delivery of each.</param>
    public async Task<IReadOnlyList<BrokerMessage>> GetMessagesAsync(
        string queue, int count = 1000, bool keep = false, CancellationToken cancellationToken = default)
    {
        var answer = await _management.PostAsync(
            $"queues/{Name}/{Uri.EscapeDataString(queue)}/get",
            new JsonObject { ["count"] = count, ["ackmode"] = keep ? "ack_requeue_true" : "ack_requeue_false", ["encoding"] = "base64" },
            cancellationToken);
        return [.. answer!.AsArray().Select(message => BrokerMessage.From(message!))];
    }

    /// <summary>Takes messages from a queue until there are <paramref name="count"/> of them.</summary>
    /// <exception cref="TimeoutException">Fewer came in time.</exception>
    public async Task<IReadOnlyList<BrokerMessage>> WaitForMessagesAsync(
        string queue, int count, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? DefaultTimeout;
        var started = TimeProvider.System.GetTimestamp();
        var taken = new List<BrokerMessage>();
        while (true)
        {
            taken.AddRange(await GetMessagesAsync(queue, count - taken.Count, keep: false, cancellationToken));
            if (taken.Count >= count)
            {
                return taken;
            }

            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"{taken.Count} of {count} messages came to the queue '{queue}' within {limit.TotalSeconds} s.");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Declares a durable quorum queue.</summary>
    public Task DeclareQueueAsync(string name, CancellationToken cancellationToken = default) => _management.PutAsync(
        $"queues/{Name}/{Uri.EscapeDataString(name)}",
        new JsonObject { ["durable"] = true, ["arguments"] = new JsonObject { ["x-queue-type"] = "quorum" } },
        cancellationToken);

    /// <summary>Declares a durable exchange, a fanout as each message of ours has one.</summary>
    public Task DeclareExchangeAsync(string name, string type = "fanout", CancellationToken cancellationToken = default) => _management.PutAsync(
        $"exchanges/{Name}/{Uri.EscapeDataString(name)}", new JsonObject { ["durable"] = true, ["type"] = type }, cancellationToken);

    /// <summary>Binds a queue to an exchange.</summary>
    public Task BindAsync(string exchange, string queue, string routingKey = "", CancellationToken cancellationToken = default) => _management.PostAsync(
        $"bindings/{Name}/e/{Uri.EscapeDataString(exchange)}/q/{Uri.EscapeDataString(queue)}",
        new JsonObject { ["routing_key"] = routingKey },
        cancellationToken);

    /// <summary>Cuts every connection to this virtual host that the management interface knows, as an operator would.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> CloseConnectionsAsync(CancellationToken cancellationToken = default)
    {
        var connections = (await _management.GetAsync($"vhosts/{Name}/connections", cancellationToken))!.AsArray();
        foreach (var connection in connections)
        {
            await _management.DeleteAsync($"connections/{Uri.EscapeDataString((string)connection!["name"]!)}", cancellationToken);
        }

        return connections.Count;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _management.DeleteAsync($"vhosts/{Name}", CancellationToken.None);
        }
        catch (HttpRequestException)
        {
            // A test that killed the broker has already said what it had to say.
        }

        _management.Dispose();
    }

    private static JsonObject All() => new() { ["configure"] = ".*", ["write"] = ".*", ["read"] = ".*" };

    private static string ExchangePath(string exchange) => exchange.Length == 0 ? "amq.default" : Uri.EscapeDataString(exchange);
}
