using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wolfictl.TestKit.Origin;

/// <summary>
/// An HTTP/1.1 server on loopback that does what it is told, also what a decent server would refuse to: raw TCP, so that lengths may lie
/// and connections may end anywhere. It keeps a ledger of what it was asked and what it sent.
/// </summary>
public sealed class HostileOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<OriginRequest, OriginReply>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<OriginRequest> _requests = new();
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private readonly Lock _gate = new();
    private readonly List<(long At, TaskCompletionSource Reached)> _marks = [];
    private int _stopped;
    private int _connections;
    private int _inFlight;
    private int _mostInFlight;
    private long _sent;

    private HostileOrigin(X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Base => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/");

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Body bytes handed to the network.</summary>
    public long BytesSent => Interlocked.Read(ref _sent);

    /// <summary>The most requests that were being answered at one time.</summary>
    public int MostInFlight => Volatile.Read(ref _mostInFlight);

    public IReadOnlyList<OriginRequest> Requests => [.. _requests];

    /// <summary>What is answered where nothing was served; 404.</summary>
    public Func<OriginRequest, OriginReply> Otherwise { get; set; } = static _ => Replies.Status(404);

    public static HostileOrigin Start(X509Certificate2? certificate = null) => new(certificate);

    /// <summary>Answers a path the same way each time.</summary>
    public Uri Serve(string path, OriginReply reply) => Serve(path, _ => reply);

    /// <summary>Answers a path by a script.</summary>
    public Uri Serve(string path, Func<OriginRequest, OriginReply> script)
    {
        _scripts[path] = script;
        return new Uri(Base, path);
    }

    /// <summary>Answers a path with these, one after the other; the last stays.</summary>
    public Uri ServeInTurn(string path, params Func<OriginRequest, OriginReply>[] scripts) =>
        Serve(path, request => scripts[Math.Min(request.Earlier, scripts.Length - 1)](request));

    public IEnumerable<OriginRequest> RequestsFor(string path) => Requests.Where(request => request.Path == path);

    /// <summary>Done when so many body bytes were sent in all.</summary>
    public Task WhenSentAsync(long bytes)
    {
        lock (_gate)
        {
            if (BytesSent >= bytes)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _marks.Add((bytes, reached));
            return reached.Task;
        }
    }

    /// <summary>Stops; a test may have done so already, to be an origin that is down.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }

        await _accepting;
        _stop.Dispose();
    }

    internal void Sent(int bytes)
    {
        var sent = Interlocked.Add(ref _sent, bytes);
        lock (_gate)
        {
            foreach (var (_, reached) in _marks.Where(mark => mark.At <= sent))
            {
                reached.TrySetResult();
            }

            _marks.RemoveAll(mark => mark.At <= sent);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _open[socket] = 0;
                _ = Task.Run(() => TalkAsync(socket));
            }
            catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // A client that went away before it was accepted, or the end.
            }
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            await using var stream = _certificate is null ? (Stream)plain : await SecureAsync(plain, _certificate);
            var reader = new RequestReader(stream);
            while (await reader.ReadAsync(_counts, _stop.Token) is { } request)
            {
                _requests.Enqueue(request);
                var now = Interlocked.Increment(ref _inFlight);
                for (var most = MostInFlight; now > most && Interlocked.CompareExchange(ref _mostInFlight, now, most) != most; most = MostInFlight)
                {
                }

                try
                {
                    if (!await AnswerAsync(request, stream, socket))
                    {
                        return;
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref _inFlight);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, or the origin was stopped.
        }
        finally
        {
            _open.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream plain, X509Certificate2 certificate)
    {
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
        }
        catch (System.Security.Authentication.AuthenticationException refused)
        {
            throw new IOException("the client refused the certificate", refused);
        }

        return secure;
    }

    private async Task<bool> AnswerAsync(OriginRequest request, Stream stream, Socket socket)
    {
        var reply = _scripts.GetValueOrDefault(request.Path, Otherwise)(request);
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} As Told\r\nDate: {DateTimeOffset.UtcNow:r}\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        head.Append(reply.Length is { } length ? $"Content-Length: {length}\r\n" : "Connection: close\r\n").Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _stop.Token);
        if (request.Method == "HEAD")
        {
            return reply.Length is not null;
        }

        var body = new OriginBody(this, stream, socket, _stop.Token);
        await reply.Body(body);
        return !body.IsReset && reply.Length is not null;
    }
}
