using System.Collections.Concurrent;
using System.Net;
using Wolfictl.Oci.Layout;
using Wolfictl.Oci.Registry;

namespace Wolfictl.Oci;

/// <summary>Opens repositories by reference. Owns the connections and what was learned about authentication; make one per process and share it.</summary>
public sealed class OciRepositories : IDisposable
{
    private readonly OciRepositoriesOptions _options;
    private readonly ConcurrentDictionary<string, RegistryHost> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<HttpClient> _local;
    private readonly Lazy<HttpClient> _remote;

    /// <summary>Repositories reached as <paramref name="options"/> say; by default those of a user of Docker.</summary>
    /// <exception cref="ArgumentException">A time-out or count is out of its range.</exception>
    public OciRepositories(OciRepositoriesOptions? options = null)
    {
        _options = options ?? new OciRepositoriesOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.ConnectTimeout, TimeSpan.Zero, "options.ConnectTimeout");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.IdleTimeout, TimeSpan.Zero, "options.IdleTimeout");
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ChunkBytes, 1, "options.ChunkBytes");
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxAttempts, 1, "options.MaxAttempts");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxAttempts, 10, "options.MaxAttempts");
        _local = new Lazy<HttpClient>(() => Client(proxy: false));
        _remote = new Lazy<HttpClient>(() => Client(proxy: true));
    }

    /// <summary>The repository or layout that <paramref name="reference"/> names; its tag and digest are left aside. Contacts nothing.</summary>
    public IOciRepository Open(OciReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.IsLayout)
        {
            return new LayoutRepository(reference.LayoutPath!, _options.Time);
        }

        var host = _hosts.GetOrAdd(reference.Registry!, Connect);
        return new RegistryRepository(reference with { Tag = null, Digest = null }, host);
    }

    /// <summary>Closes the connections. Repositories that were opened cannot be used afterwards.</summary>
    public void Dispose()
    {
        foreach (var client in new[] { _local, _remote })
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }
    }

    private RegistryHost Connect(string host)
    {
        var loopback = new Uri($"http://{host}").IsLoopback;
        // Docker's own registry is reached under another name than it is written with.
        var server = host.Equals("docker.io", StringComparison.OrdinalIgnoreCase) ? "registry-1.docker.io" : host;
        var baseUri = new Uri($"{(loopback || _options.PlainHttp ? "http" : "https")}://{server}");
        return new RegistryHost(baseUri, (loopback ? _local : _remote).Value, new Authenticator(host, _options), _options);
    }

    private HttpClient Client(bool proxy)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = proxy,
            Proxy = _options.Proxy,
        };
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
