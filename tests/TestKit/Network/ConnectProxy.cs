using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Wolfictl.TestKit.Network;

/// <summary>
/// An HTTP proxy that knows CONNECT alone. With a server of its own every client gets that one, whatever host it asks for: so a server can be met under any name. It can stop
/// passing anything on without closing a connection, as a network that loses all packets does.
/// </summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly ConnectionListener _listener;
    private readonly string? _server;
    private volatile TaskCompletionSource? _frozen;

    /// <param name="server">The server that all get, <c>host:port</c>; null: the one they ask for.</param>
    public ConnectProxy(string? server = null)
    {
        _server = server;
        _listener = new ConnectionListener(ServeAsync);
    }

    /// <summary>The hosts that were asked for, as <c>host:port</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The first lines and headers of the requests to connect.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>For <c>https_proxy</c>.</summary>
    public Uri Address => new($"http://{_listener.Host}");

    /// <summary>From now on nothing passes over the connections there are; new ones are as before.</summary>
    public void Freeze() => _frozen = new TaskCompletionSource();

    /// <summary>Closes the port and all connections.</summary>
    public ValueTask DisposeAsync()
    {
        _frozen?.TrySetCanceled();
        return _listener.DisposeAsync();
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using var server = new TcpClient();
        var here = client.GetStream();
        var head = await ReadHeadAsync(here, stop);
        Heads.Enqueue(head);
        var asked = head.Split(' ')[1];
        Asked.Enqueue(asked);
        var target = (_server ?? asked).Split(':');
        await server.ConnectAsync(target[0], int.Parse(target[1], CultureInfo.InvariantCulture), stop);
        await here.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), stop);

        // Those that come after a freeze are not part of it.
        var before = _frozen;
        await Task.WhenAny(PassAsync(here, server.GetStream(), before, stop), PassAsync(server.GetStream(), here, before, stop));
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next, stop) > 0)
        {
            head.Append((char)next[0]);
        }

        return head.ToString();
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, TaskCompletionSource? before, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, stop)) > 0)
        {
            if (_frozen is { } frozen && frozen != before)
            {
                await frozen.Task;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }
}
