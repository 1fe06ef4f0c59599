namespace Wolfictl.Melange.Apk;

/// <summary>Gives a decompressor one byte at a time, so that it never takes more than its member: where that ends is then known.</summary>
internal sealed class ByteByByteStream(byte[] bytes, int start) : Stream
{
    private int _next = start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => _next;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _next >= bytes.Length)
        {
            return 0;
        }

        buffer[0] = bytes[_next++];
        return 1;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
