using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class KnownPodsTests
{
    [Fact]
    public void Take_ListWithoutAKnownPod_TellsItAsLastSeenWithoutItsSpecification()
    {
        var pod = PodJson.Read("""{"kind":"Pod","metadata":{"name":"n","uid":"u","resourceVersion":"7"},"spec":{"restartPolicy":"Never"},"status":{"phase":"Running"}}"""u8);
        var known = new KnownPods();

        Assert.Same(pod, known.Take(new PodEvent(PodEventType.Added, pod))!.Pod);
        var gone = Assert.Single(known.Take([]));
        Assert.Equal((PodChangeType.Deleted, "u", PodPhase.Running), (gone.Type, gone.Pod!.Metadata.Uid, gone.Pod.Status!.Phase));
        Assert.Null(gone.Pod.Spec);
    }
}
