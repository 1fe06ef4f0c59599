using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Wolfictl.Kubernetes.Client.Credentials;

namespace Wolfictl.Kubernetes.Client;

/// <summary>The connections to one server: HTTP/2 with pings where it speaks that, which servers do over TLS. Made anew when the client's certificate changes.</summary>
internal sealed class Connections(ClusterAccess access, KubernetesClientOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private HttpMessageInvoker? _current;
    private string? _fingerprint;
    private bool _disposed;

    public HttpMessageInvoker For(ClientCertificate? certificate)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(KubernetesApi));
            if (_current is null || _fingerprint != certificate?.Fingerprint)
            {
                // Streams of the one before may still be open: its connections end with them, unused ones by themselves.
                _current = new HttpMessageInvoker(Handler(certificate));
                _fingerprint = certificate?.Fingerprint;
            }

            return _current;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _current?.Dispose();
        }
    }

    private SocketsHttpHandler Handler(ClientCertificate? certificate)
    {
        var tls = new SslClientAuthenticationOptions { ClientCertificateContext = certificate?.Context };
        ServerTrust.Apply(tls, access);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            // Servers allow only so many streams on one connection, and a follower of logs has many.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.KeepAlivePingDelay,
            KeepAlivePingTimeout = options.KeepAlivePingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            SslOptions = tls,
            UseCookies = false,
            UseProxy = access.Proxy is not null || !access.Server.IsLoopback,
            Proxy = Proxy(),
            ConnectCallback = ConnectAsync,
        };
    }

    private WebProxy? Proxy()
    {
        if (access.Proxy is not { } proxy)
        {
            return null;
        }

        var user = proxy.UserInfo.Split(':', 2);
        return new WebProxy(proxy)
        {
            Credentials = proxy.UserInfo.Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : ""),
        };
    }

    /// <summary>Connects as usual, with keep-alive of TCP as well: connections that speak HTTP/1.1 have no pings.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(options.KeepAlivePingDelay));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Max(1, Seconds(options.KeepAlivePingTimeout) / 2));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 2);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
