using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>One opening of a log, read until it ends, is cut or stays silent.</summary>
internal sealed class PodLogPass(IPods pods, PodLogTarget target, PodLogReaderOptions options, bool busy, CancellationToken cancellationToken) : IAsyncDisposable
{
    // A time with nine digits and the longest offset, and a space.
    private const int TimestampBytes = 36;
    private readonly SilenceTimer _silence = new(busy ? options.BusySilence : options.Silence, options.Time, cancellationToken);
    private Stream? _stream;
    private LineReader? _lines;

    /// <summary>Whether the server ended the log, rather than anything on the way.</summary>
    public bool EndedCleanly { get; private set; }

    /// <summary>Whether it ended because nothing came for too long.</summary>
    public bool WasSilent => _silence.Expired;

    /// <summary>Why it can't be read, where the server said so.</summary>
    public KubernetesException? Error { get; private set; }

    /// <summary>The line; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Line => _lines!.Line;

    /// <summary>Bytes of the line that were left out.</summary>
    public long CutBytes => _lines!.Length - _lines.Line.Length;

    /// <summary>Whether the line is whole; the last one before a cut need not be.</summary>
    public bool IsWhole => _lines!.Terminated;

    /// <exception cref="KubernetesException">The log is refused for good.</exception>
    public async ValueTask<bool> OpenAsync(DateTimeOffset? since, long? lastLines = null)
    {
        var request = new PodLogRequest { Container = target.Container, Follow = true, Timestamps = true, SinceTime = since, TailLines = lastLines, Busy = busy };
        try
        {
            _stream = await pods.OpenLogAsync(target.Namespace, target.Pod, request, _silence.Token).ConfigureAwait(false);
            _lines = new LineReader(_stream, options.MaxLineBytes + TimestampBytes);
            return true;
        }
        catch (KubernetesException exception) when (exception.MayPass || exception.Kind is KubernetesErrorKind.BadRequest or KubernetesErrorKind.NotFound)
        {
            // Not started yet, or no longer there: the pod tells.
            Error = exception;
        }
        catch (OperationCanceledException) when (_silence.Expired && !cancellationToken.IsCancellationRequested)
        {
        }

        return false;
    }

    /// <summary>Goes to the next line. False when there is none.</summary>
    public async ValueTask<bool> NextAsync()
    {
        if (_lines!.TryTake())
        {
            return true;
        }

        _silence.Touch();
        try
        {
            if (await _lines.ReadAsync(_silence.Token).ConfigureAwait(false))
            {
                return true;
            }

            EndedCleanly = true;
        }
        catch (OperationCanceledException) when (_silence.Expired && !cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or HttpProtocolException)
        {
        }
        finally
        {
            _silence.Rest();
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _silence.Dispose();
        _lines?.Dispose();
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }
}
