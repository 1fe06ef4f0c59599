namespace Wolfictl.Oci.Archives;

/// <summary>Generates the bytes of a <see cref="TarLayer"/>; holds one file open at a time.</summary>
internal sealed class TarLayerStream(IReadOnlyList<TarItem> items) : Stream
{
    private int _next;
    private TarItem? _current;
    private byte[] _pending = [];
    private int _pendingAt;
    private Stream? _content;
    private long _contentLeft;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        // Fills the buffer: most entries are small files, and one read per header would be many small ones.
        var filled = 0;
        while (filled < buffer.Length)
        {
            var rest = buffer[filled..];
            if (_pendingAt < _pending.Length)
            {
                var count = Math.Min(rest.Length, _pending.Length - _pendingAt);
                _pending.AsSpan(_pendingAt, count).CopyTo(rest);
                _pendingAt += count;
                filled += count;
            }
            else if (_content is not null)
            {
                filled += ReadContent(rest);
            }
            else if (!Advance())
            {
                break;
            }
        }

        return filled;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Local files are read at once: asynchronous file reads are thread pool hops, and there are thousands of small ones.
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Advance()
    {
        if (_ended)
        {
            return false;
        }

        if (_next == items.Count)
        {
            // Two empty blocks end an archive.
            _ended = true;
            SetPending(new byte[2 * TarBlock.Size]);
            return true;
        }

        _current = items[_next++];
        SetPending(TarBlock.Headers(_current, TarLayer.Modified));
        if (_current.Kind == TarEntryKind.File && _current.Size > 0)
        {
            _content = _current.Open!();
            _contentLeft = _current.Size;
        }

        return true;
    }

    private int ReadContent(Span<byte> buffer)
    {
        if (_contentLeft > 0)
        {
            var read = _content!.Read(buffer[..(int)Math.Min(buffer.Length, _contentLeft)]);
            if (read == 0)
            {
                throw Changed("shorter");
            }

            _contentLeft -= read;
            if (_contentLeft > 0)
            {
                return read;
            }

            if (_content.ReadByte() >= 0)
            {
                throw Changed("longer");
            }

            _content.Dispose();
            _content = null;
            SetPending(new byte[TarBlock.Padding(_current!.Size)]);
            return read;
        }

        return 0;
    }

    private void SetPending(byte[] bytes)
    {
        _pending = bytes;
        _pendingAt = 0;
    }

    private OciException Changed(string how) =>
        new(OciErrorKind.Unreadable, $"The file {Text.Printable(_current!.Name)} became {how} than {_current.Size} bytes while it was read; nothing may write there during bundling. Try again.");
}
