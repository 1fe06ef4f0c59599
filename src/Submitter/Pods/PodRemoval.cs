using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Submitter.Pods;

/// <summary>Deletes one pod, and never another of its name.</summary>
internal sealed class PodRemoval(IKubernetes cluster, Pod pod)
{
    private string Namespace => pod.Metadata.Namespace!;

    private string Name => pod.Metadata.Name!;

    /// <summary>Asks for its deletion; one that is gone already is as good.</summary>
    /// <exception cref="KubernetesException">It could not be asked for.</exception>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Pods.DeleteAsync(Namespace, Name, new PodDeletion { Uid = pod.Metadata.Uid }, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException e) when (e.Kind is KubernetesErrorKind.NotFound or KubernetesErrorKind.Conflict)
        {
            // Gone; a conflict means that another pod has its name now.
        }
    }

    /// <summary>Waits until it is gone.</summary>
    /// <exception cref="KubernetesException">It can't be seen.</exception>
    public async Task WaitAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var selector = new PodSelector(Fields: $"metadata.name={Name}");
        var isThere = false;
        await foreach (var change in new PodWatcher(cluster.Pods, Namespace, selector, clock).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (change.Type)
            {
                case PodChangeType.Added or PodChangeType.Modified when change.Pod!.Metadata.Uid == pod.Metadata.Uid:
                    isThere = true;
                    break;
                case PodChangeType.Deleted when change.Pod!.Metadata.Uid == pod.Metadata.Uid:
                case PodChangeType.Listed when !isThere:
                    return;
            }
        }
    }
}
