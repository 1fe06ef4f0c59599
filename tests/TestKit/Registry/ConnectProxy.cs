using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wolfictl.TestKit.Registry;

/// <summary>A proxy that knows one server only: whatever host a client asks it to connect to, it gets that one. So a server can be met under any name.</summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _server;
    private readonly Task _accepting;

    /// <summary>Listens on a free loopback port; <paramref name="server"/> is <c>address:port</c>.</summary>
    public ConnectProxy(string server)
    {
        _server = IPEndPoint.Parse(server);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The hosts that were asked for, as <c>host:port</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>For <c>https_proxy</c>.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Closes the port and all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                var here = client.GetStream();
                // CONNECT host:port HTTP/1.1, headers, an empty line; the client waits for the answer before it goes on.
                using var reader = new StreamReader(here, Encoding.ASCII, false, 1024, leaveOpen: true);
                Asked.Enqueue((await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1]);
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                }

                await server.ConnectAsync(_server, _stop.Token);
                await here.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
                var there = server.GetStream();
                await Task.WhenAny(here.CopyToAsync(there, _stop.Token), there.CopyToAsync(here, _stop.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // Either side has gone.
            }
        }
    }
}
