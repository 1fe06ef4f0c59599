using Wolfictl.Kubernetes.Client;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Kubernetes.Tests;

/// <summary>A fake API server, a client of it, and the clock that both go by.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    public const string Space = "builds";
    private readonly ScratchDirectory _folder = new();

    private FakeCluster(FakeKubernetes server, ManualClock clock, KubernetesClientOptions options, string? token)
    {
        Server = server;
        Clock = clock;
        Options = options;
        Api = Connect(server.Kubeconfig(token));
    }

    public FakeKubernetes Server { get; }

    public ManualClock Clock { get; }

    public KubernetesClientOptions Options { get; }

    public KubernetesApi Api { get; }

    /// <param name="token">The client's token; null: the server asks for none.</param>
    /// <param name="options">The client's; its clock is replaced.</param>
    /// <param name="requestTimeout">An hour unless told, so that only the client's waits between attempts pass.</param>
    public static async Task<FakeCluster> StartAsync(string? token = null, KubernetesClientOptions? options = null, TimeSpan? requestTimeout = null)
    {
        var clock = new ManualClock();
        var server = await FakeKubernetes.StartAsync(clock);
        if (token is not null)
        {
            server.Tokens[token] = true;
        }

        return new FakeCluster(server, clock, (options ?? new KubernetesClientOptions()) with { Time = clock, RequestTimeout = requestTimeout ?? TimeSpan.FromHours(1) }, token);
    }

    /// <summary>A client by a kubeconfig; whoever asks disposes it.</summary>
    public KubernetesApi Connect(string kubeconfig) => new(Access(kubeconfig), Options);

    /// <summary>What a kubeconfig comes to; null: the server's own.</summary>
    public ClusterAccess Access(string? kubeconfig = null) => ClusterAccess.Find(_folder.Write($"{Guid.NewGuid():N}.yaml", kubeconfig ?? Server.Kubeconfig()));

    /// <summary>A path in a folder of the test's own.</summary>
    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Waits for what the client does while the waits between its attempts pass.</summary>
    public async Task<T> PassAsync<T>(Task<T> task, TimeSpan? patience = null)
    {
        try
        {
            return await Clock.PassWhileAsync(task, patience ?? TimeSpan.FromMinutes(2)).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            var seen = string.Join('\n', Server.Seen.TakeLast(10).Select(request => $"{request.At:HH:mm:ss.fff} {request.Line}"));
            throw new TimeoutException($"It is {Clock.GetUtcNow():HH:mm:ss.fff}, {Clock.Waiting} timers wait, the next for {Clock.NextDue}; {Server.OpenWatches} watches are open. The last requests:\n{seen}");
        }
    }

    /// <summary>The server has seen so many requests.</summary>
    public Task<bool> SeenAsync(int requests) => UntilAsync(() => Server.Seen.Count >= requests);

    /// <summary>Something of the server's has become true.</summary>
    public static async Task<bool> UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
