using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>Reads one watch, line by line, until it ends.</summary>
internal sealed class PodWatch(ApiConnection connection, ApiCall call)
{
    public async IAsyncEnumerable<PodEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await connection.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var lines = new LineReader(stream, connection.Options.MaxWatchLineBytes);
            using var silence = new SilenceTimer(connection.Options.WatchSilence, connection.Options.Time, cancellationToken);
            while (await NextAsync(lines, silence, cancellationToken).ConfigureAwait(false))
            {
                yield return Read(lines.Line.Span);
            }
        }
    }

    private async ValueTask<bool> NextAsync(LineReader lines, SilenceTimer silence, CancellationToken cancellationToken)
    {
        if (!lines.TryTake() && !await WaitAsync(lines, silence, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        return lines.Length > lines.Line.Length ? throw connection.Error(KubernetesErrorKind.TooLarge, call.Doing, $"a line is longer than {lines.Line.Length} bytes.")
            : lines.Terminated ? true
            : throw connection.Error(KubernetesErrorKind.Malformed, call.Doing, "the connection was cut in the middle of a line.");
    }

    private async ValueTask<bool> WaitAsync(LineReader lines, SilenceTimer silence, CancellationToken cancellationToken)
    {
        silence.Touch();
        try
        {
            return await lines.ReadAsync(silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (silence.Expired && !cancellationToken.IsCancellationRequested)
        {
            throw connection.Error(KubernetesErrorKind.Timeout, call.Doing, $"nothing came for {connection.Options.WatchSilence.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or HttpProtocolException)
        {
            throw connection.Error(KubernetesErrorKind.Unreachable, call.Doing, $"the connection was cut ({Shown.Of(exception.Message)}).", exception);
        }
        finally
        {
            silence.Rest();
        }
    }

    private PodEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = JsonSerializer.Deserialize(line, KubernetesJson.Default.PodWatchEvent);
            var type = read?.Type switch
            {
                "ADDED" => PodEventType.Added,
                "MODIFIED" => PodEventType.Modified,
                "DELETED" => PodEventType.Deleted,
                "BOOKMARK" => PodEventType.Bookmark,
                "ERROR" => throw Refusal(line),
                _ => throw connection.Error(KubernetesErrorKind.Malformed, call.Doing, $"a line is of the unknown type '{Shown.Of(read?.Type, 50)}'."),
            };
            return new PodEvent(type, read.Object ?? throw new JsonException());
        }
        catch (JsonException)
        {
            // A Status is no pod either.
            throw Refusal(line);
        }
    }

    /// <summary>What the server says in place of a pod; or that this is nothing that it should say.</summary>
    private KubernetesException Refusal(ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, KubernetesJson.Default.WatchRefusal) is { Type: "ERROR", Object: var status })
            {
                return ApiErrors.From(status, (HttpStatusCode)(status?.Code ?? 500), connection.Access.Server, call.Doing);
            }
        }
        catch (JsonException)
        {
        }

        return connection.Error(KubernetesErrorKind.Malformed, call.Doing, "a line is not the JSON of a watch.");
    }
}
