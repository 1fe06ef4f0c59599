using System.Net.Sockets;

namespace Wolfictl.TestKit.Network;

/// <summary>
/// Passes TCP connections on to another server, and cuts them when told, or takes none: for faults of the network between a client and a real server, and for servers that are down.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly ConnectionListener _listener;
    private readonly string _targetHost;
    private readonly int _targetPort;
    private CancellationTokenSource _present = new();
    private volatile bool _down;
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
        _listener = new ConnectionListener(ServeAsync);
    }

    /// <summary><c>host:port</c> of the proxy.</summary>
    public string Host => _listener.Host;

    /// <summary>How often it has cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Bytes that clients have sent and that were passed on.</summary>
    public long SentBytes => Interlocked.Read(ref _sent);

    /// <summary>Cuts one connection, once, when this many more bytes have gone to the server over all connections.</summary>
    public void CutOnceAfterSending(long bytes) => Interlocked.Exchange(ref _cutUpAfter, bytes);

    /// <summary>Cuts one connection, once, when this many more bytes have come from the server over all connections.</summary>
    public void CutOnceAfterReceiving(long bytes) => Interlocked.Exchange(ref _cutDownAfter, bytes);

    /// <summary>Cuts all connections that there are.</summary>
    public void Cut()
    {
        Interlocked.Increment(ref _cuts);
        Interlocked.Exchange(ref _present, new CancellationTokenSource()).Cancel();
    }

    /// <summary>Cuts all connections, and those to come at once, as a server does that is down.</summary>
    public void TakeDown()
    {
        _down = true;
        Cut();
    }

    /// <summary>Connections pass again.</summary>
    public void BringUp() => _down = false;

    /// <summary>Closes the port and all connections.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        if (_down)
        {
            return;
        }

        using var server = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop, _present.Token);
        await server.ConnectAsync(_targetHost, _targetPort, cut.Token);
        var (here, there) = (client.GetStream(), server.GetStream());

        // Both see an end rather than a reset, which may take away what was sent before.
        await Task.WhenAll(PassAsync(here, there, up: true, cut), PassAsync(there, here, up: false, cut));
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
