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
        silence.Touch();
        try
        {
            if (!await lines.ReadAsync(silence.Token).ConfigureAwait(false))
            {
                return false;
            }
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

        return lines.Length > lines.Line.Length ? throw connection.Error(KubernetesErrorKind.TooLarge, call.Doing, $"a line is longer than {lines.Line.Length} bytes.")
            : lines.Terminated ? true
            : throw connection.Error(KubernetesErrorKind.Malformed, call.Doing, "the connection was cut in the middle of a line.");
    }

    private PodEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = WatchLine.Parse(line);
            if (read.Type is "ERROR")
            {
                var status = JsonSerializer.Deserialize(read.Object, KubernetesJson.Default.ApiStatus);
                throw ApiErrors.From(status, (HttpStatusCode)(status?.Code ?? 500), connection.Access.Server, call.Doing);
            }

            var type = read.Type switch
            {
                "ADDED" => PodEventType.Added,
                "MODIFIED" => PodEventType.Modified,
                "DELETED" => PodEventType.Deleted,
                "BOOKMARK" => PodEventType.Bookmark,
                _ => throw connection.Error(KubernetesErrorKind.Malformed, call.Doing, $"a line is of the unknown type '{Shown.Of(read.Type, 50)}'."),
            };
            return new PodEvent(type, JsonSerializer.Deserialize(read.Object, KubernetesJson.Default.Pod) ?? throw new JsonException());
        }
        catch (JsonException)
        {
            throw connection.Error(KubernetesErrorKind.Malformed, call.Doing, "a line is not the JSON of a watch.");
        }
    }
}
