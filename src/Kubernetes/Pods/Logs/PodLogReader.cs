using System.Runtime.CompilerServices;
using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>
/// Follows a container's log from its first line, or from a kept place, until the container has ended and all of it is read. A cut is resumed without losing or
/// repeating a line; where the node threw lines away meanwhile, a <see cref="PodLogGap"/> tells.
/// <para>That a log ends says nothing of how the container ended: ask for the pod.</para>
/// </summary>
/// <param name="pods">The cluster's pods.</param>
/// <param name="target">Whose log.</param>
/// <param name="options">How; null: the defaults.</param>
public sealed class PodLogReader(IPods pods, PodLogTarget target, PodLogReaderOptions? options = null)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private readonly PodLogReaderOptions _options = options ?? new PodLogReaderOptions();

    /// <summary>
    /// Lines and gaps. Waits for a container that has not started, goes on for as long as it runs, and ends when there is no more: the container has ended, never
    /// ran, or its pod is gone.
    /// </summary>
    /// <exception cref="KubernetesException">The log or the pod is refused for good: Forbidden, Unauthorized, Invalid, Configuration.</exception>
    public async IAsyncEnumerable<PodLogEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var lines = new LogLines(_options);
        var state = LogState.Open;
        byte[]? half = null;
        // Until it has been silent once: then a connection with pings waits better.
        var busy = true;
        for (int failures = 0, late = 0; ;)
        {
            var ended = state == LogState.Ended;
            var news = false;
            byte[]? rest = null;
            var pass = new PodLogPass(pods, target, _options, busy, cancellationToken);
            await using (pass.ConfigureAwait(false))
            {
                lines.Reopen();
                if (await pass.OpenAsync(lines.Since).ConfigureAwait(false))
                {
                    while (await pass.NextAsync().ConfigureAwait(false))
                    {
                        if (!pass.IsWhole)
                        {
                            rest = pass.Line.ToArray();
                            continue;
                        }

                        foreach (var entry in lines.Read(pass.Line, pass.CutBytes))
                        {
                            news = true;
                            yield return entry;
                        }
                    }
                }
            }

            // Servers that lose a node end its logs as if they were whole. So a log is whole when its container has ended and another opening brings nothing new.
            if (ended && pass.EndedCleanly && !news && (rest is null || (half is not null && rest.AsSpan().SequenceEqual(half))))
            {
                foreach (var entry in rest is null ? [] : lines.Read(rest, 0))
                {
                    yield return entry;
                }

                yield break;
            }

            busy &= !pass.WasSilent;
            (failures, late) = news ? (0, 0) : (failures, late);
            if (ended && !pass.EndedCleanly && (++late >= _options.MaxAttemptsAfterEnd || pass.Error?.Kind == KubernetesErrorKind.BadRequest))
            {
                yield return new PodLogGap($"The container has ended and its log cannot be read to the end. {pass.Error?.Message ?? "It is cut each time."}");
                yield break;
            }

            half = ended ? rest : null;
            state = await StateAsync(state, cancellationToken).ConfigureAwait(false);
            if (state is LogState.NeverRan or LogState.Gone)
            {
                if (state == LogState.Gone)
                {
                    yield return new PodLogGap($"The pod '{target.Pod}' is gone: the end of its log may be missing.");
                }

                yield break;
            }

            if (!ended && state == LogState.Ended && pass.EndedCleanly && rest is null && await EndsAsReadAsync(lines, cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }

            if (!pass.EndedCleanly || state == LogState.Open)
            {
                await Task.Delay(RetryDelay.Doubling(FirstDelay, ++failures), _options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the log, opened once more, ends with the line that was read last. Then nothing new is in it, and the last second or two, which may be all, need not come again.</summary>
    private async Task<bool> EndsAsReadAsync(LogLines lines, CancellationToken cancellationToken)
    {
        var pass = new PodLogPass(pods, target, _options, busy: false, cancellationToken);
        await using (pass.ConfigureAwait(false))
        {
            var read = 0;
            var same = false;
            if (await pass.OpenAsync(null, lastLines: 1).ConfigureAwait(false))
            {
                while (await pass.NextAsync().ConfigureAwait(false))
                {
                    same = ++read == 1 && pass.IsWhole && lines.IsLast(pass.Line, pass.CutBytes);
                }
            }

            return same && pass.EndedCleanly;
        }
    }

    private async Task<LogState> StateAsync(LogState before, CancellationToken cancellationToken)
    {
        try
        {
            var pod = await pods.GetAsync(target.Namespace, target.Pod, cancellationToken).ConfigureAwait(false);
            return target.Uid is not null && pod.Metadata.Uid != target.Uid ? LogState.Gone : StateOf(pod.Status);
        }
        catch (KubernetesException exception) when (exception.Kind == KubernetesErrorKind.NotFound)
        {
            return LogState.Gone;
        }
        catch (KubernetesException exception) when (exception.MayPass)
        {
            return before;
        }
    }

    private LogState StateOf(PodStatus? status)
    {
        var container = (status?.InitContainerStatuses ?? []).Concat(status?.ContainerStatuses ?? []).FirstOrDefault(each => each.Name == target.Container);
        var over = status?.Phase is PodPhase.Succeeded or PodPhase.Failed;
        return container?.State?.Terminated is not null ? LogState.Ended
            : !over ? LogState.Open
            : string.IsNullOrEmpty(container?.ContainerID) ? LogState.NeverRan
            : LogState.Ended;
    }
}
