using System.Security.Cryptography;

namespace Wolfictl.Oci;

/// <summary>
/// Reads a blob and holds it to its descriptor. The check runs before the last bytes are returned, so that a reader which has
/// seen <see cref="Descriptor.Size"/> bytes has seen the right ones, whether or not it reads on to the end.
/// </summary>
internal sealed class VerifyingStream(Stream inner, Descriptor blob, Func<string, OciException> mismatch) : Stream
{
    private readonly IncrementalHash _hash = blob.Digest.CreateHash();
    private readonly byte[] _probe = new byte[1];
    private long _left = blob.Size;
    private bool _verified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Size;

    public override long Position
    {
        get => blob.Size - _left;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_verified || buffer.Length == 0)
        {
            return 0;
        }

        var read = 0;
        if (_left > 0)
        {
            buffer = buffer[..(int)Math.Min(buffer.Length, _left)];
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Take(buffer.Span[..read]);
        }

        if (_left == 0)
        {
            Verify(await inner.ReadAsync(_probe, cancellationToken).ConfigureAwait(false));
        }

        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_verified || buffer.Length == 0)
        {
            return 0;
        }

        var read = 0;
        if (_left > 0)
        {
            buffer = buffer[..(int)Math.Min(buffer.Length, _left)];
            read = inner.Read(buffer);
            Take(buffer[..read]);
        }

        if (_left == 0)
        {
            Verify(inner.Read(_probe));
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            throw mismatch($"it ended after {blob.Size - _left} of {blob.Size} bytes");
        }

        _hash.AppendData(bytes);
        _left -= bytes.Length;
    }

    private void Verify(int beyond)
    {
        if (beyond > 0)
        {
            throw mismatch($"it is longer than the {blob.Size} bytes that were announced");
        }

        var hash = _hash.GetHashAndReset();
        if (!blob.Digest.Matches(hash))
        {
            throw mismatch($"its bytes have the digest {Digest.FromHash(blob.Digest.Algorithm, hash)}");
        }

        _verified = true;
    }
}
