using System.Net.Sockets;

namespace Wolfictl.TestKit.Origin;

/// <summary>A body being written.</summary>
public sealed class OriginBody
{
    private readonly HostileOrigin _origin;
    private readonly Stream _stream;
    private readonly Socket _socket;

    internal OriginBody(HostileOrigin origin, Stream stream, Socket socket, CancellationToken stopped) =>
        (_origin, _stream, _socket, Stopped) = (origin, stream, socket, stopped);

    /// <summary>Set when the origin is disposed.</summary>
    public CancellationToken Stopped { get; }

    internal bool IsReset { get; private set; }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        const int AtOnce = 64 << 10;
        for (var offset = 0; offset < bytes.Length; offset += AtOnce)
        {
            var part = bytes.Slice(offset, Math.Min(AtOnce, bytes.Length - offset));
            await _stream.WriteAsync(part, Stopped);
            _origin.Sent(part.Length);
        }
    }

    /// <summary>Sends what was written and ends the connection as an orderly close would.</summary>
    public void Close()
    {
        IsReset = true;
        _socket.Shutdown(SocketShutdown.Both);
    }

    /// <summary>Ends the connection with a TCP reset.</summary>
    public void Reset()
    {
        IsReset = true;
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }
}
