using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>An HTTP proxy that knows CONNECT, and can stop passing anything on without closing a connection, as a network that loses all packets does.</summary>
public sealed class FakeProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _frozen;

    public FakeProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The first lines and headers of the requests to connect.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>From now on nothing passes over the connections there are; new ones are as before.</summary>
    public void Freeze() => _frozen = new TaskCompletionSource();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _frozen?.TrySetCanceled();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
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
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                var here = client.GetStream();
                var head = await ReadHeadAsync(here);
                Seen.Enqueue(head);
                var target = head.Split(' ')[1].Split(':');
                await server.ConnectAsync(target[0], int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture), _stop.Token);
                await here.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
                // Those that come after a freeze are not part of it.
                var before = _frozen;
                await Task.WhenAny(PassAsync(here, server.GetStream(), before), PassAsync(server.GetStream(), here, before));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next, _stop.Token) > 0)
        {
            head.Append((char)next[0]);
        }

        return head.ToString();
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, TaskCompletionSource? before)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            if (_frozen is { } frozen && frozen != before)
            {
                await frozen.Task;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
