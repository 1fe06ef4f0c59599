using System.Runtime.CompilerServices;
using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>
/// Lists, watches, and lists again whenever the watch ends, for whatever reason: because the server ended it, was silent, forgot the state (410) or was cut in the
/// middle of a line. So nothing stays missed for longer than a watch may take, and pods that went away unseen are told as deleted.
/// </summary>
/// <param name="pods">The cluster's pods.</param>
/// <param name="namespace">Where.</param>
/// <param name="selector">Which; null: all.</param>
/// <param name="time">The clock for waits; null: the machine's.</param>
public sealed class PodWatcher(IPods pods, string @namespace, PodSelector? selector = null, TimeProvider? time = null)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Changes, for ever. Until the first <see cref="PodChangeType.Listed"/>, a refusal that will not pass is thrown; later it is told as
    /// <see cref="PodChangeType.Interrupted"/> and tried again, since servers that restart refuse even their friends for a while.
    /// </summary>
    /// <exception cref="KubernetesException">The first list is refused.</exception>
    public async IAsyncEnumerable<PodChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var known = new KnownPods();
        var listed = false;
        for (var failures = 0; ;)
        {
            PodList? list = null;
            KubernetesException? error = null;
            try
            {
                list = await pods.ListAsync(@namespace, selector, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException exception) when (listed || exception.MayPass)
            {
                error = exception;
            }

            var watched = _time.GetTimestamp();
            if (list is not null)
            {
                listed = true;
                foreach (var change in known.Take(list.Items))
                {
                    yield return change;
                }

                yield return new PodChange(PodChangeType.Listed);
                watched = _time.GetTimestamp();
                var events = pods.WatchAsync(@namespace, selector, list.Metadata.ResourceVersion ?? "", cancellationToken).GetAsyncEnumerator(cancellationToken);
                await using (events.ConfigureAwait(false))
                {
                    while (true)
                    {
                        try
                        {
                            if (!await events.MoveNextAsync().ConfigureAwait(false))
                            {
                                break;
                            }
                        }
                        catch (KubernetesException exception)
                        {
                            error = exception;
                            break;
                        }

                        if (known.Take(events.Current) is { } change)
                        {
                            yield return change;
                        }
                    }
                }
            }

            if (error is not null)
            {
                yield return new PodChange(PodChangeType.Interrupted, Error: error);
            }

            // A watch that went well for a while is listed again at once; a server in trouble is left alone for longer and longer.
            failures = list is not null && _time.GetElapsedTime(watched) >= Short ? 0 : failures + 1;
            if (failures > 0)
            {
                await Task.Delay(RetryDelay.Doubling(FirstDelay, failures), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
