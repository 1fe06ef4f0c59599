using System.Threading.Channels;
using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Events;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Engines.Pods;

namespace Wolfictl.Submitter.Pods;

/// <summary>
/// Follows a pod to its end: says each change of state once, tails the logs of its containers, and ends it where it would wait in vain. The cluster may restart, forget,
/// or be silent meanwhile.
/// </summary>
internal sealed class PodFollowing : IDisposable
{
    private readonly IKubernetes _cluster;
    private readonly PodLines _lines;
    private readonly TimeProvider _clock;
    private readonly ObjectMeta _created;
    private readonly PodRemoval _removal;
    private readonly StageClock _stage;
    private readonly PodLogs _logs;
    private Pod _pod;
    private PodOutcome _outcome = new(PodStage.Pending, "Pending");
    private bool _isThere;

    public PodFollowing(IKubernetes cluster, Pod created, PodTimeouts timeouts, PodLines lines, TimeProvider clock)
    {
        _cluster = cluster;
        _lines = lines;
        _clock = clock;
        _pod = created;
        _created = created.Metadata;
        _removal = new PodRemoval(cluster, created);
        _stage = new StageClock(timeouts, _clock);
        _logs = new PodLogs(_cluster.Pods, created, lines);
    }

    private bool HasEnded => _pod.Status?.Phase is PodPhase.Succeeded or PodPhase.Failed;

    /// <summary>How the pod ended. One that never would end by itself is deleted.</summary>
    /// <exception cref="KubernetesException">It can't be watched at all.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public async Task<PodOutcome> ToEndAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changes = Channel.CreateBounded<PodChange>(16);
        var watch = WatchAsync(changes.Writer, stop.Token);
        try
        {
            while (!_outcome.IsFinal)
            {
                await NextAsync(changes.Reader, stop.Token).ConfigureAwait(false);
            }

            if (HasEnded || !_isThere)
            {
                await _logs.FinishAsync(_clock, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _logs.StopAsync().ConfigureAwait(false);
            _lines.Flush();
        }

        if (!HasEnded && _isThere)
        {
            await _removal.AskAsync(cancellationToken).ConfigureAwait(false);
            _lines.State($"the pod {_created.Name} would go on waiting and is deleted");
        }

        return _outcome;
    }

    public void Dispose() => _logs.Dispose();

    private async Task WatchAsync(ChannelWriter<PodChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            var selector = new PodSelector(Fields: $"metadata.name={_created.Name}");
            await foreach (var change in new PodWatcher(_cluster.Pods, _created.Namespace!, selector, _clock).ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await changes.WriteAsync(change, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            changes.TryComplete(e);
        }
    }

    private async Task NextAsync(ChannelReader<PodChange> changes, CancellationToken cancellationToken)
    {
        PodChange change;
        using (var late = _stage.Remaining is { } remaining ? new CancellationTokenSource(remaining, _clock) : new CancellationTokenSource())
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token))
        {
            try
            {
                change = await changes.ReadAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await ExpireAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ChannelClosedException e) when (e.InnerException is { } inner)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw inner as KubernetesException ?? (Exception)e;
            }
        }

        switch (change.Type)
        {
            case PodChangeType.Added or PodChangeType.Modified when change.Pod!.Metadata.Uid == _created.Uid:
                _isThere = true;
                await TakeAsync(change.Pod, gone: false, cancellationToken).ConfigureAwait(false);
                break;
            case PodChangeType.Deleted when change.Pod!.Metadata.Uid == _created.Uid:
                _isThere = false;
                await TakeAsync(change.Pod, gone: true, cancellationToken).ConfigureAwait(false);
                break;
            case PodChangeType.Listed when !_isThere:
                // Gone between its creation and the first list.
                await TakeAsync(_pod, gone: true, cancellationToken).ConfigureAwait(false);
                break;
            case PodChangeType.Interrupted:
                _lines.State($"the cluster can't be seen for now and is asked again: {change.Error!.Message}");
                break;
        }
    }

    private async Task TakeAsync(Pod pod, bool gone, CancellationToken cancellationToken)
    {
        _pod = pod;
        var outcome = PodOutcomes.Of(pod, gone: gone);
        if (outcome is { Stage: PodStage.Failed, Reason: "ImagePullBackOff" })
        {
            outcome = PodOutcomes.Of(pod, await EventsAsync(cancellationToken).ConfigureAwait(false), gone);
        }

        _outcome = outcome;
        _stage.Enter(pod, outcome);
        _logs.Follow(pod);
        if (!outcome.IsFinal)
        {
            _lines.State(Describe(outcome));
        }
    }

    /// <summary>A stage took longer than it may.</summary>
    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = PodOutcomes.Of(_pod, await EventsAsync(cancellationToken).ConfigureAwait(false));
        var why = now.Message.Length > 0 ? $" {now.Reason}: {now.Message}" : now.Reason is "Pending" or "Initializing" or "Publishing" ? "" : $" {now.Reason}.";
        _outcome = now with
        {
            Stage = PodStage.Failed,
            Reason = $"{now.Stage}Timeout",
            Message = _stage.Limit(now) + why,
            Class = Scheduler.Engines.FailureClass.Infrastructure,
        };
    }

    private async Task<IReadOnlyList<KubernetesEvent>> EventsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _cluster.Events.ListAsync(_created.Namespace!, "Pod", _created.Name!, _created.Uid, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException)
        {
            // They only explain; who may not list them gets the status alone.
            return [];
        }
    }

    private static string Describe(PodOutcome outcome) => outcome.Stage switch
    {
        PodStage.Pending when outcome.Reason is "Pending" or "ContainerCreating" => "pending",
        PodStage.Pending => $"pending: {outcome}",
        PodStage.Initializing => outcome.Container is null ? "initializing" : $"initializing: {outcome.Container}",
        PodStage.Building => "building",
        PodStage.Publishing when outcome.Completion is not null => $"the build failed ({outcome}); what it left is published",
        PodStage.Publishing => "built; the packages are published",
        _ => outcome.ToString(),
    };
}
