using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>What fetching asks of the machine: which proxy, which addresses, a connection, whose certificates.</summary>
internal sealed record NetworkAccess
{
    /// <summary>By default what <c>https_proxy</c>, <c>http_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c> say.</summary>
    public IWebProxy Proxy { get; init; } = HttpClient.DefaultProxy;

    public Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync { get; init; } = static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    public Func<IPEndPoint, CancellationToken, ValueTask<Stream>> DialAsync { get; init; } = DialTcpAsync;

    /// <summary>By default the machine's certificate store.</summary>
    public SslClientAuthenticationOptions Tls { get; init; } = new();

    private static async ValueTask<Stream> DialTcpAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
