using System.Net;
using System.Net.Sockets;

namespace Wolfictl.TestKit.Registry;

/// <summary>
/// Passes TCP connections on to another server, and cuts them when told: for faults of the network between a client and a real server.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _targetHost;
    private readonly int _targetPort;
    private readonly Task _accepting;
    private long _cutUpAfter = long.MaxValue;
    private long _cutDownAfter = long.MaxValue;
    private int _cuts;
    private long _sent;

    /// <summary>Listens on a free loopback port for connections to <paramref name="target"/> (host:port).</summary>
    public TcpProxy(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var colon = target.LastIndexOf(':');
        _targetHost = target[..colon];
        _targetPort = int.Parse(target[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary><c>host:port</c> of the proxy.</summary>
    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Bytes that clients have sent and that were passed on.</summary>
    public long SentBytes => Interlocked.Read(ref _sent);

    /// <summary>Cuts one connection, once, when this many more bytes have gone to the server over all connections.</summary>
    public void CutOnceAfterSending(long bytes) => Interlocked.Exchange(ref _cutUpAfter, bytes);

    /// <summary>Cuts one connection, once, when this many more bytes have come from the server over all connections.</summary>
    public void CutOnceAfterReceiving(long bytes) => Interlocked.Exchange(ref _cutDownAfter, bytes);

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
        using var server = new TcpClient();
        using (client)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            try
            {
                await server.ConnectAsync(_targetHost, _targetPort, cut.Token);
                var (here, there) = (client.GetStream(), server.GetStream());
                var up = PassAsync(here, there, up: true, cut);
                var down = PassAsync(there, here, up: false, cut);
                await Task.WhenAll(up, down);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or InvalidOperationException)
            {
                // Both see an end rather than a reset, which may take away what was sent before.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool up, CancellationTokenSource cut)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cut.Token)) > 0)
            {
                var pass = Allowed(read, up);
                await to.WriteAsync(buffer.AsMemory(0, pass), cut.Token);
                if (up)
                {
                    Interlocked.Add(ref _sent, pass);
                }

                if (pass < read)
                {
                    Interlocked.Increment(ref _cuts);
                    throw new IOException("cut");
                }
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await cut.CancelAsync();
            throw;
        }
    }

    private int Allowed(int read, bool up)
    {
        ref var limit = ref up ? ref _cutUpAfter : ref _cutDownAfter;
        while (true)
        {
            var before = Interlocked.Read(ref limit);
            var (after, allowed) = before == long.MaxValue ? (before, read) : before >= read ? (before - read, read) : (long.MaxValue, (int)before);
            if (Interlocked.CompareExchange(ref limit, after, before) == before)
            {
                return allowed;
            }
        }
    }
}
