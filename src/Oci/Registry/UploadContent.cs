using System.Net;
using System.Net.Http.Headers;

namespace Wolfictl.Oci.Registry;

/// <summary>A part of a blob as a request's body: streamed, of known length, telling the timer when bytes move.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int BufferSize = 256 * 1024;
    private readonly UploadSource _source;
    private readonly long _offset;
    private readonly long _length;
    private readonly IdleTimer _timer;

    public UploadContent(UploadSource source, long offset, long length, IdleTimer timer)
    {
        (_source, _offset, _length, _timer) = (source, offset, length, timer);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.ContentLength = length;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var content = await _source.TakeAsync(_offset, _timer, cancellationToken).ConfigureAwait(false);
        try
        {
            var buffer = new byte[(int)Math.Clamp(_length, 1, BufferSize)];
            for (var left = _length; left > 0;)
            {
                var wanted = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                var read = await _source.ReadAsync(content, wanted, _source.Blob.Size - _offset - _length + left, cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                _timer.Touch();
                left -= read;
            }
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _source.GiveBack(content, _offset + _length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
