using System.Net;
using System.Text.Json;

namespace Wolfictl.PodBench;

/// <summary>A namespace that goes away with what is in it.</summary>
internal sealed class BenchNamespace : IAsyncDisposable
{
    private readonly BareServer _server;

    private BenchNamespace(BareServer server) => _server = server;

    public string Name { get; } = $"wolfictl-bench-{Guid.NewGuid():N}"[..27];

    public static async Task<BenchNamespace> CreateAsync(BareServer server)
    {
        var space = new BenchNamespace(server);
        var body = new Dictionary<string, object> { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new Dictionary<string, string> { ["name"] = space.Name } };
        await server.SendAsync(HttpMethod.Post, "/api/v1/namespaces", JsonSerializer.SerializeToUtf8Bytes(body));
        await space.ReadyAsync();
        return space;
    }

    public async ValueTask DisposeAsync() => await _server.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{Name}");

    // Pods are refused until the cluster has made the account they run as.
    private async Task ReadyAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await _server.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{Name}/serviceaccounts/default");
                return;
            }
            catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.NotFound && tries < 200)
            {
                await Task.Delay(100);
            }
        }
    }
}
