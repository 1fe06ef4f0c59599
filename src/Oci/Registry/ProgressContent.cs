using System.Net;
using System.Net.Http.Headers;

namespace Wolfictl.Oci.Registry;

/// <summary>A blob, or its rest from an offset, as a request's body: streamed, of known length, telling the timer when bytes move.</summary>
internal sealed class ProgressContent : HttpContent
{
    private const int BufferSize = 256 * 1024;
    private readonly Descriptor _blob;
    private readonly long _offset;
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;
    private readonly IdleTimer _timer;
    private readonly UploadState _state;

    public ProgressContent(Descriptor blob, long offset, Func<CancellationToken, ValueTask<Stream>> open, IdleTimer timer, UploadState state)
    {
        _blob = blob;
        _offset = offset;
        _open = open;
        _timer = timer;
        _state = state;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.ContentLength = blob.Size - offset;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var content = await ReadSourceAsync(() => OpenAsync(cancellationToken)).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var buffer = new byte[(int)Math.Clamp(_blob.Size - _offset, 1, BufferSize)];
            for (var left = _blob.Size - _offset; left > 0;)
            {
                var wanted = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                var read = await ReadSourceAsync(() => content.ReadAsync(wanted, cancellationToken)).ConfigureAwait(false);
                if (read == 0)
                {
                    _state.SourceFailure = new OciException(
                        OciErrorKind.DigestMismatch, $"The content for the blob {_blob.Digest} ended {left} bytes before the {_blob.Size} that were announced.");
                    throw _state.SourceFailure;
                }

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                _timer.Touch();
                left -= read;
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _blob.Size - _offset;
        return true;
    }

    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var content = await _open(cancellationToken).ConfigureAwait(false);
        if (_offset > 0 && content.CanSeek)
        {
            content.Seek(_offset, SeekOrigin.Current);
        }
        else if (_offset > 0)
        {
            var buffer = new byte[BufferSize];
            for (var left = _offset; left > 0;)
            {
                var wanted = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                await content.ReadExactlyAsync(wanted, cancellationToken).ConfigureAwait(false);
                _timer.Touch();
                left -= wanted.Length;
            }
        }

        return content;
    }

    /// <summary>Tells failures of what is read from failures of the connection, which HttpClient reports alike.</summary>
    private async ValueTask<T> ReadSourceAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _state.SourceFailure = exception;
            throw;
        }
    }
}
