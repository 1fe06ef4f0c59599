using System.Net;

namespace Wolfictl.Oci.Registry;

/// <summary>
/// A blob's body, read forwards. A connection that is cut or falls silent is taken up again where it stopped, a few times;
/// whoever reads checks the digest, so that a server which changed the content in between is found out.
/// </summary>
internal sealed class BlobDownload(RegistryHost registry, RegistryCall call, HttpResponseMessage first) : Stream
{
    private const int MaxResumes = 3;

    private HttpResponseMessage _response = first;
    private Stream? _body;
    private long _offset;
    private int _resumes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _offset;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var read = await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
                _offset += read;
                return read;
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or TimeoutException)
            {
                if (_resumes++ >= MaxResumes)
                {
                    throw registry.Unreachable($"the download was cut after {_offset} bytes, {_resumes} times: {exception.Message}", exception);
                }

                await ResumeAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

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
            // Closes the connection when the body was not read to its end, rather than reading what is left.
            _body?.Dispose();
            _response.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var timer = new IdleTimer(registry.Options.IdleTimeout, registry.Options.Time, cancellationToken);
        try
        {
            _body ??= await _response.Content.ReadAsStreamAsync(timer.Token).ConfigureAwait(false);
            return await _body.ReadAsync(buffer, timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no byte came for {registry.Options.IdleTimeout.TotalSeconds:0} s", exception);
        }
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _body?.Dispose();
        _body = null;
        _response.Dispose();
        await Task.Delay(RetryDelay.AfterCut(_resumes), registry.Options.Time, cancellationToken).ConfigureAwait(false);
        _response = await registry.SendAsync(call with { From = _offset }, cancellationToken).ConfigureAwait(false);
        var partial = _response.StatusCode == HttpStatusCode.PartialContent && _response.Content.Headers.ContentRange?.From == _offset;
        if (!partial && (_offset > 0 || _response.StatusCode != HttpStatusCode.OK))
        {
            throw registry.Unreachable($"the download was cut after {_offset} bytes, and the registry does not resume ({(int)_response.StatusCode})");
        }
    }
}
