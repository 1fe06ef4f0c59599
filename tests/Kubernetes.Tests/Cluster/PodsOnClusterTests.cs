using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.Cluster;

public sealed class PodsOnClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [RequiresClusterFact]
    public async Task Pod_CreatedListedDeleted_IsAsTheServerSays()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var created = await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("one"));
        var got = await space.Pods.GetAsync(space.Name, "one");
        var list = await space.Pods.ListAsync(space.Name, PodSelector.WithLabels([KeyValuePair.Create("pod", "one")]));
        var none = await space.Pods.ListAsync(space.Name, new PodSelector("pod=two"));

        Assert.Equal(created.Metadata.Uid, got.Metadata.Uid);
        Assert.Equal("one", Assert.Single(list.Items).Metadata.Name);
        Assert.Empty(none.Items);
        Assert.NotNull(list.Metadata.ResourceVersion);

        await space.Pods.DeleteAsync(space.Name, "one", new PodDeletion { Uid = got.Metadata.Uid, GracePeriod = TimeSpan.Zero });
        var gone = await Assert.ThrowsAsync<KubernetesException>(() => space.Pods.GetAsync(space.Name, "one"));
        Assert.Equal(KubernetesErrorKind.NotFound, gone.Kind);
        Assert.Equal("one", gone.Details?.Name);
    }

    [RequiresClusterFact]
    public async Task Create_DryRun_LeavesNothing()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var checkedPod = await space.Pods.CreateAsync(space.Name, TestPods.Unschedulable("dry"), dryRun: true);

        Assert.Equal("default-scheduler", checkedPod.Spec!.Unknown!["schedulerName"].GetString());
        Assert.Empty((await space.Pods.ListAsync(space.Name)).Items);
    }

    [RequiresClusterFact]
    public async Task Version_AndAccess_AreAnswered()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        var version = await space.Api.GetVersionAsync();
        var mayCreate = await space.Api.CanIAsync(new AccessQuestion { Verb = "create", Resource = "pods", Namespace = space.Name });

        Assert.Equal("1", version.Major);
        Assert.StartsWith("v1.", version.GitVersion, StringComparison.Ordinal);
        Assert.True(mayCreate.Allowed);
    }

    [RequiresClusterFact(image: true)]
    public async Task Log_OfAPodThatRuns_IsReadToItsEnd()
    {
        await using var space = await OwnedNamespace.CreateAsync();
        await space.Pods.CreateAsync(space.Name, TestPods.Shell("talker", KubernetesCluster.Image, "for i in $(seq 1 2000); do echo line $i; done; echo oops >&2; sleep 1; printf end; exit 3"));
        using var limit = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        await foreach (var entry in new PodLogReader(space.Pods, new PodLogTarget(space.Name, "talker", "main")).ReadAsync(limit.Token))
        {
            lines.Add(System.Text.Encoding.UTF8.GetString(Assert.IsType<PodLogLine>(entry).Content.Span));
        }

        Assert.Equal(Enumerable.Range(1, 2000).Select(i => $"line {i}"), lines.Where(line => line.StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal(["oops"], lines.Where(line => line == "oops"));
        Assert.Equal("end", lines[^1]);
    }
}
