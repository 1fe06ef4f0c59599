using System.Globalization;
using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.CacheWorker.Tests.Requests;

/// <summary>A virtual host on RabbitMQ, a repository in a registry, an origin, and the worker as a process of its own.</summary>
internal sealed class WorkerFarm : IAsyncDisposable
{
    private const string Exchange = "Wolfictl.Contracts:CacheRequested";
    private const string Completions = "test.cache-completed";
    private readonly List<ChildProcess> _processes = [];
    private readonly RegistryServer _registry;

    private WorkerFarm(BrokerVhost broker, RegistryServer registry)
    {
        Broker = broker;
        _registry = registry;
        Repository = $"{registry.Host}/{Guid.NewGuid():N}/cache";
    }

    public BrokerVhost Broker { get; }

    public string Repository { get; }

    public TemporaryFolder Folder { get; } = new();

    public string StateFolder => Folder["state"];

    public HostileOrigin Origin { get; } = HostileOrigin.Start();

    /// <summary>With its queue declared, and a queue for every CacheCompleted.</summary>
    public static async Task<WorkerFarm> CreateAsync()
    {
        var farm = new WorkerFarm(await BrokerVhost.CreateAsync(), await RegistryServer.StartAsync());
        var setup = await ChildProcess.RunAsync(Executable, ["setup"], environment: farm.Environment());
        Assert.True(setup.ExitCode == 0, setup.ErrorText);
        await farm.Broker.DeclareQueueAsync(Completions);
        await farm.Broker.BindAsync("Wolfictl.Contracts:CacheCompleted", Completions);
        return farm;
    }

    /// <summary>Starts a worker on this farm's state and waits until it says that it is ready.</summary>
    public async Task<ChildProcess> StartWorkerAsync(params string[] more)
    {
        var health = $"http://127.0.0.1:{LoopbackPort.Free().ToString(CultureInfo.InvariantCulture)}";
        var worker = ChildProcess.Start(
            Executable,
            ["run", "--allow-repository", Repository, "--state", StateFolder, "--health", health, "--allow-host", "127.0.0.1", .. more],
            environment: Environment());
        _processes.Add(worker);
        using var http = new HttpClient();
        while (!worker.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{health}/healthz/ready"));
                if (answer.IsSuccessStatusCode)
                {
                    return worker;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The worker ended: {string.Join('\n', worker.Errors)}");
    }

    public CacheRequested Request(params SourceToCache[] sources) => new()
    {
        RequestId = RequestId.New(),
        SubmittedAt = TimeProvider.System.GetUtcNow(),
        Sources = sources,
        BundleRepository = Repository,
    };

    public Task PublishAsync(CacheRequested request) =>
        PublishAsync(JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.CacheRequested), request.RequestId.ToString());

    public async Task PublishAsync(byte[] body, string id) => Assert.True(await Broker.PublishAsync(Exchange, body, "application/json", id));

    /// <summary>Takes so many ends of requests.</summary>
    public async Task<IReadOnlyList<CacheCompleted>> CompletionsAsync(int count)
    {
        var messages = await Broker.WaitForMessagesAsync(Completions, count, TimeSpan.FromSeconds(60));
        return [.. messages.Select(m => JsonDocument.Parse(m.Body).RootElement.GetProperty("message").Deserialize(ContractsJson.Default.CacheCompleted)!)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Origin.DisposeAsync();
        await Broker.DisposeAsync();
        await _registry.DisposeAsync();
        Folder.Dispose();
    }

    private static string Executable => Path.Combine(AppContext.BaseDirectory, "wolfictl-cache-worker");

    private Dictionary<string, string?> Environment() => new() { ["WOLFICTL_QUEUE"] = Broker.AmqpUri.ToString(), ["SOURCE_DATE_EPOCH"] = null, ["WOLFICTL_BUNDLE_BASE"] = "none" };
}
