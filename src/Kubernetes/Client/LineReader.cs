using System.Buffers;

namespace Wolfictl.Kubernetes.Client;

/// <summary>Reads lines of any length in bounded memory: of each, the first bytes are kept and the rest is counted.</summary>
internal sealed class LineReader(Stream stream, int mostBytes) : IDisposable
{
    private byte[] _chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private byte[] _line = ArrayPool<byte>.Shared.Rent(Math.Min(mostBytes, 16 * 1024));
    private ReadOnlyMemory<byte> _rest;
    private int _kept;

    /// <summary>The line without its line feed, or as much of it as is kept; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line => _line.AsMemory(0, _kept);

    /// <summary>How long the line is.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the line ended with a line feed rather than with the stream.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Goes to the next line if all of it has been read already: then nothing needs to be waited for.</summary>
    public bool TryTake()
    {
        var end = _rest.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        (_kept, Length, Terminated) = (0, 0, true);
        Keep(_rest.Span[..end]);
        _rest = _rest[(end + 1)..];
        return true;
    }

    /// <summary>Goes to the next line. False at the end of the stream; what comes last without a line feed is a line that is not <see cref="Terminated"/>.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        (_kept, Length, Terminated) = (0, 0, false);
        while (true)
        {
            var end = _rest.Span.IndexOf((byte)'\n');
            Keep(end < 0 ? _rest.Span : _rest.Span[..end]);
            if (end >= 0)
            {
                _rest = _rest[(end + 1)..];
                Terminated = true;
                return true;
            }

            var read = await stream.ReadAsync(_chunk, cancellationToken).ConfigureAwait(false);
            _rest = _chunk.AsMemory(0, read);
            if (read == 0)
            {
                return Length > 0;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_chunk);
        ArrayPool<byte>.Shared.Return(_line);
        _chunk = _line = [];
        _rest = default;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        Length += part.Length;
        var take = Math.Min(mostBytes - _kept, part.Length);
        if (_kept + take > _line.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(mostBytes, Math.Max(_line.Length * 2L, _kept + take)));
            Line.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_line);
            _line = larger;
        }

        part[..take].CopyTo(_line.AsSpan(_kept));
        _kept += take;
    }
}
