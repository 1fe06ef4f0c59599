using System.Text;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class KnownPodsTests
{
    [Fact]
    public void Take_PodWithManagedFields_KeepsAllButThem()
    {
        var pod = PodJson.Read(Encoding.UTF8.GetBytes("""
            {"kind":"Pod","metadata":{"name":"n","uid":"u","generation":3,"managedFields":[{"manager":"m","fieldsV1":{"f:spec":{}}}]},"spec":{"schedulerName":"s"}}
            """));

        var known = new KnownPods().Take(new PodEvent(PodEventType.Added, pod))!.Pod!;

        Assert.Equal("generation", Assert.Single(known.Metadata.Unknown!).Key);
        Assert.Equal("schedulerName", Assert.Single(known.Spec!.Unknown!).Key);
    }
}
