using System.Net;
using System.Net.Sockets;

namespace Wolfictl.TestKit.Processes;

/// <summary>Forwards TCP connections to a server, and cuts them: when it is told to, or before they are there, as a server that is down.</summary>
public sealed class CuttingForwarder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private CancellationTokenSource _cut = new();
    private int _cuts;

    public CuttingForwarder(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether connections are refused.</summary>
    public bool IsDown { get; private set; }

    /// <summary>How often it has cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Cuts what there is, and whatever comes.</summary>
    public void TakeDown()
    {
        IsDown = true;
        Cut();
    }

    /// <summary>Cuts what there is.</summary>
    public void Cut()
    {
        Interlocked.Increment(ref _cuts);
        Interlocked.Exchange(ref _cut, new CancellationTokenSource()).Cancel();
    }

    public void BringUp() => IsDown = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        TakeDown();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(IsDown ? CloseAsync(client) : ServeAsync(client, _cut.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It ends.
        }

        await Task.WhenAll(connections);
    }

    private static Task CloseAsync(TcpClient client)
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        return Task.CompletedTask;
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cut)
    {
        using var server = new TcpClient();
        using (client)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cut, _stop.Token);
            try
            {
                await server.ConnectAsync(_target, over.Token);
                var there = PassAsync(client.GetStream(), server.GetStream(), over);
                var back = PassAsync(server.GetStream(), client.GetStream(), over);
                await Task.WhenAll(there, back);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Cut before it was there.
            }

            client.Client.LingerState = new LingerOption(true, 0);
        }
    }

    private static async Task PassAsync(NetworkStream from, NetworkStream to, CancellationTokenSource over)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, over.Token)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), over.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // One side has gone.
        }

        await over.CancelAsync();
    }
}
