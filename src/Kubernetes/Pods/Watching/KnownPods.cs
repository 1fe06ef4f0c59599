namespace Wolfictl.Kubernetes.Pods;

/// <summary>
/// The pods as they were last seen, by uid: a pod made again under the same name is another one. Their specifications, which are most of them and hardly change, are not kept.
/// </summary>
internal sealed class KnownPods
{
    private readonly Dictionary<string, Pod> _pods = [];

    /// <summary>What a list changes. Pods that it lacks are deleted, whether or not anybody saw it happen; deletions come first.</summary>
    public IReadOnlyList<PodChange> Take(IReadOnlyList<Pod> list)
    {
        var present = list.Select(Identity).ToHashSet();
        var changes = new List<PodChange>();
        foreach (var (uid, pod) in _pods.Where(known => !present.Contains(known.Key)).ToList())
        {
            _pods.Remove(uid);
            changes.Add(new PodChange(PodChangeType.Deleted, pod));
        }

        changes.AddRange(list.Select(Put).OfType<PodChange>());
        return changes;
    }

    /// <summary>What an event changes; null where it tells nothing new.</summary>
    public PodChange? Take(PodEvent change) => change.Type switch
    {
        PodEventType.Added or PodEventType.Modified => Put(change.Pod),
        PodEventType.Deleted => _pods.Remove(Identity(change.Pod)) ? new PodChange(PodChangeType.Deleted, change.Pod) : null,
        _ => null,
    };

    private PodChange? Put(Pod pod)
    {
        var known = _pods.TryGetValue(Identity(pod), out var before);
        _pods[Identity(pod)] = pod with { Spec = null };
        return !known ? new PodChange(PodChangeType.Added, pod)
            : before!.Metadata.ResourceVersion != pod.Metadata.ResourceVersion ? new PodChange(PodChangeType.Modified, pod)
            : null;
    }

    private static string Identity(Pod pod) => pod.Metadata.Uid ?? $"/{pod.Metadata.Name}";
}
