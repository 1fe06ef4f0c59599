namespace Wolfictl.Oci.Registry;

/// <summary>
/// The bytes of a blob that is sent. Opened once for requests that follow each other, and anew for one that goes back. Tells failures of what is read from failures of
/// the connection, which HttpClient reports alike.
/// </summary>
internal sealed class UploadSource(Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open) : IAsyncDisposable
{
    private const int BufferSize = 256 * 1024;

    private Idle? _idle;

    public Descriptor Blob => blob;

    /// <summary>Set when the bytes could not be read; then repeating is of no use.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The content from an offset on. Whoever takes it gives it back when it was read as far as wanted, and disposes it otherwise.</summary>
    public ValueTask<Stream> TakeAsync(long offset, IdleTimer timer, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        if (_idle is { } passed && passed.Position > offset)
        {
            await DisposeAsync().ConfigureAwait(false);
        }

        var idle = Interlocked.Exchange(ref _idle, null) ?? new Idle(await open(cancellationToken).ConfigureAwait(false), 0);
        var content = idle.Content;
        try
        {
            await SkipAsync(content, offset - idle.Position, timer, cancellationToken).ConfigureAwait(false);
            return content;
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    });

    public void GiveBack(Stream content, long position) => Interlocked.Exchange(ref _idle, new Idle(content, position))?.Content.Dispose();

    /// <summary>Reads at least a byte; the content may not end.</summary>
    public ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, long left, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return read > 0
            ? read
            : throw new OciException(OciErrorKind.DigestMismatch, $"The content for the blob {blob.Digest} ended {left} bytes before the {blob.Size} that were announced.");
    });

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _idle, null) is { } idle)
        {
            await idle.Content.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task SkipAsync(Stream content, long count, IdleTimer timer, CancellationToken cancellationToken)
    {
        if (count > 0 && content.CanSeek)
        {
            content.Seek(count, SeekOrigin.Current);
            return;
        }

        var buffer = new byte[(int)Math.Min(count, BufferSize)];
        while (count > 0)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(count, buffer.Length));
            await content.ReadExactlyAsync(part, cancellationToken).ConfigureAwait(false);
            timer.Touch();
            count -= part.Length;
        }
    }

    private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Content that a request has read up to a position.</summary>
    private sealed record Idle(Stream Content, long Position);
}
