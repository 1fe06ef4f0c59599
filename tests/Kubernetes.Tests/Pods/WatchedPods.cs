using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

/// <summary>What somebody who reads a <see cref="PodWatcher"/> knows, and all that was told.</summary>
internal sealed class WatchedPods : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _told = [];
    private readonly Task _reading;
    private readonly TimeProvider _clock;
    private int _listed;

    public WatchedPods(FakeCluster cluster, PodSelector? selector = null)
    {
        _clock = cluster.Clock;
        _reading = ReadAsync(new PodWatcher(cluster.Api.Pods, FakeCluster.Space, selector, cluster.Clock));
    }

    /// <summary>When a pod was told as deleted last.</summary>
    public DateTimeOffset LastDeletion { get; private set; }

    /// <summary>How often a list was complete.</summary>
    public int Listed => Volatile.Read(ref _listed);

    /// <summary>Kind and pod of each change, such as <c>Added one</c>.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_lock)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>Names and versions of the pods that are known.</summary>
    public string Known
    {
        get
        {
            lock (_lock)
            {
                return string.Join(' ', _known.Select(pod => $"{pod.Key}@{pod.Value}"));
            }
        }
    }

    /// <summary>The watcher's end.</summary>
    public Task Reading => _reading;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task ReadAsync(PodWatcher watcher)
    {
        await foreach (var change in watcher.ReadAsync(_stop.Token))
        {
            lock (_lock)
            {
                _told.Add($"{change.Type} {change.Pod?.Metadata.Name ?? change.Error?.Kind.ToString()}".TrimEnd());
                switch (change.Type)
                {
                    case PodChangeType.Added or PodChangeType.Modified:
                        _known[change.Pod!.Metadata.Name!] = change.Pod.Metadata.ResourceVersion!;
                        break;
                    case PodChangeType.Deleted:
                        LastDeletion = _clock.GetUtcNow();
                        _known.Remove(change.Pod!.Metadata.Name!);
                        break;
                    case PodChangeType.Listed:
                        Interlocked.Increment(ref _listed);
                        break;
                }
            }
        }
    }
}
