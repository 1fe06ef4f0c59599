using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.PodBench;

/// <summary>What the watch has told of a round's pods, each counted once at each step.</summary>
internal sealed class PodTally
{
    private readonly HashSet<string> _finished = [];
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allThere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allFinished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _pods;
    private int _there;
    private int _gone;

    public PodTally(int pods) => _pods = pods;

    /// <summary>Ends when the watch is about to begin.</summary>
    public Task Listed => _listed.Task;

    public Task AllThere => _allThere.Task;

    public Task AllFinished => _allFinished.Task;

    public Task AllGone => _allGone.Task;

    /// <summary>Takes what a watcher tells until nobody wants it any more.</summary>
    public async Task TakeAsync(PodWatcher watcher, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in watcher.ReadAsync(cancellationToken))
            {
                Take(change);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            foreach (var each in new[] { _listed, _allThere, _allFinished, _allGone })
            {
                each.TrySetException(e);
            }
        }
    }

    private void Take(PodChange change)
    {
        switch (change.Type)
        {
            case PodChangeType.Listed:
                _listed.TrySetResult();
                break;
            case PodChangeType.Added when ++_there == _pods:
                _allThere.SetResult();
                break;
            case PodChangeType.Modified when change.Pod!.Status?.Phase == PodPhase.Succeeded && _finished.Add(change.Pod.Metadata.Uid!) && _finished.Count == _pods:
                _allFinished.SetResult();
                break;
            case PodChangeType.Deleted when ++_gone == _pods:
                _allGone.SetResult();
                break;
        }
    }
}
