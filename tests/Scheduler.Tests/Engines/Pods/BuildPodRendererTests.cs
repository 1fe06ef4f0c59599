using Wolfictl.Contracts;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Engines.Pods;

namespace Wolfictl.Scheduler.Tests.Engines.Pods;

public sealed class BuildPodRendererTests
{
    private static readonly BuildPod Least = new()
    {
        SourceBundle = Reference('a'),
        Architecture = Architecture.X86_64,
        Targets = ["package/brotli", "package/git-lfs"],
        Cpu = Quantity.Parse("1"),
        Ram = Quantity.Parse("2Gi"),
        SdkImage = "sdk:latest",
        WolfictlImage = "wolfictl:1",
        GcloudImage = "gcloud:slim",
    };

    private static readonly BuildPod Most = Least with
    {
        CacheBundle = Reference('b'),
        Outputs = new OutputTarget("localhost:5000/outputs", "tag-1"),
        Bucket = BucketPath.Parse("out"),
        SourceBucket = BucketPath.Parse("gs://inputs/os/"),
        SecretKey = true,
        ImagePullSecret = "pull",
        KeepGoing = true,
        Keyring = [MakeWord.Parse("https://example.org/k.rsa.pub")],
        Repositories = [MakeWord.Parse("https://example.org/os")],
        MelangeBuildOptions = [MakeWord.Parse("--debug")],
    };

    [Fact]
    public void Render_Least_HasInitAndBuild()
    {
        var pod = BuildPodRenderer.Render(Least);

        Assert.Equal("dag-", pod.Metadata.GenerateName);
        Assert.Equal(["init"], pod.Spec!.InitContainers!.Select(c => c.Name));
        Assert.Equal(["build"], pod.Spec.Containers!.Select(c => c.Name));
        Assert.Equal(("Never", 10L, false), (pod.Spec.RestartPolicy, pod.Spec.TerminationGracePeriodSeconds, pod.Spec.AutomountServiceAccountToken));
        Assert.Equal("amd64", pod.Spec.NodeSelector!["kubernetes.io/arch"]);
        Assert.Null(pod.Spec.Tolerations);
        Assert.Equal(["workspace", "cache", "tmp", "run", "keys"], pod.Spec.Volumes!.Select(v => v.Name));
        Assert.Equal("Memory", pod.Spec.Volumes!.Single(v => v.Name == "keys").EmptyDir!.Medium);
    }

    [Fact]
    public void Render_Most_HasEveryContainerInOrder()
    {
        var pod = BuildPodRenderer.Render(Most);

        Assert.Equal(["init", "fetch-packages", "populate-cache"], pod.Spec!.InitContainers!.Select(c => c.Name));
        Assert.Equal(["build", "publish", "upload"], pod.Spec.Containers!.Select(c => c.Name));
        Assert.All(pod.Spec.InitContainers!.Concat(pod.Spec.Containers!), c => Assert.NotEmpty(c.Command!));
    }

    [Fact]
    public void Render_Keys_AreMountedByBuildAlone()
    {
        var pod = BuildPodRenderer.Render(Most);

        Assert.All(
            pod.Spec!.InitContainers!.Concat(pod.Spec.Containers!).Where(c => c.Name != "build"),
            c => Assert.DoesNotContain(c.VolumeMounts!, m => m.Name is "keys" or "melange-key"));
        var secret = pod.Spec.Containers![0].VolumeMounts!.Single(m => m.Name == "melange-key");
        Assert.Equal(("/var/secrets", true), (secret.MountPath, secret.ReadOnly));
    }

    [Fact]
    public void Render_PullSecret_IsMountedByPublishAlone()
    {
        var pod = BuildPodRenderer.Render(Most);

        Assert.Equal("pull", pod.Spec!.ImagePullSecrets!.Single().Name);
        Assert.Equal(
            ["publish"],
            pod.Spec.InitContainers!.Concat(pod.Spec.Containers!).Where(c => c.VolumeMounts!.Any(m => m.Name == "registry-credentials")).Select(c => c.Name));
    }

    [Fact]
    public void Render_Build_OnlyIsPrivileged()
    {
        var pod = BuildPodRenderer.Render(Most);

        Assert.Equal(["build"], pod.Spec!.InitContainers!.Concat(pod.Spec.Containers!).Where(c => c.SecurityContext?.Privileged == true).Select(c => c.Name));
    }

    [Fact]
    public void Render_Targets_AreArgumentsOfTheirOwn()
    {
        var build = BuildPodRenderer.Render(Most).Spec!.Containers![0];

        Assert.Equal(Most.Targets, build.Args);
        Assert.Equal("--cache-dir=/var/cache/melange -k https://example.org/k.rsa.pub -r https://example.org/os --debug", Variable(build, "WOLFICTL_EXTRA_OPTIONS"));
        Assert.Equal(("yes", "yes", "yes"), (Variable(build, "WOLFICTL_KEEP_GOING"), Variable(build, "WOLFICTL_SECRET_KEY"), Variable(build, "WOLFICTL_FETCHED")));
    }

    [Fact]
    public void Render_AnyTwoPods_HaveTheSameScripts()
    {
        var other = Most with { Targets = ["$(touch x)"], SigningKeyName = "other", Bucket = BucketPath.Parse("another") };

        Assert.Equal(Scripts(Most), Scripts(other));
        static IEnumerable<string> Scripts(BuildPod build) => BuildPodRenderer.Render(build).Spec!.Containers!.Where(c => c.Command![0] == "bash").Select(c => c.Command![2]);
    }

    /// <summary>Kubernetes turns two dollar signs into one, and a reference to a variable in parentheses into its value.</summary>
    [Fact]
    public void Render_Scripts_MeanTheSameToKubernetes()
    {
        var pod = BuildPodRenderer.Render(Most);

        foreach (var container in pod.Spec!.InitContainers!.Concat(pod.Spec.Containers!))
        {
            foreach (var text in container.Command!)
            {
                Assert.DoesNotContain("$$", text, StringComparison.Ordinal);
                Assert.All(container.Env ?? [], variable => Assert.DoesNotContain($"$({variable.Name})", text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Render_Arm_ToleratesGkesTaint()
    {
        var spec = BuildPodRenderer.Render(Least with { Architecture = Architecture.Aarch64 }).Spec!;

        Assert.Equal("arm64", spec.NodeSelector!["kubernetes.io/arch"]);
        var toleration = Assert.Single(spec.Tolerations!);
        Assert.Equal(("kubernetes.io/arch", "Equal", "arm64", "NoSchedule"), (toleration.Key, toleration.Operator, toleration.Value, toleration.Effect));
    }

    [Fact]
    public void Render_Pod_AsksForLittleMoreThanTheBuild()
    {
        var pod = BuildPodRenderer.Render(Most);

        var cpu = pod.Spec!.Containers!.Sum(c => Quantity.Parse(c.Resources!.Requests!["cpu"]).Value);
        Assert.Equal(1.1m, cpu);
        Assert.All(pod.Spec.InitContainers!.Concat(pod.Spec.Containers!), c => Assert.Equal("1Gi", c.Resources!.Requests!["ephemeral-storage"]));
    }

    [Fact]
    public void Render_Buckets_HaveNoLastSlash()
    {
        var pod = BuildPodRenderer.Render(Most);

        Assert.Equal("gs://inputs/os", Variable(pod.Spec!.InitContainers![1], "WOLFICTL_SOURCE"));
        Assert.Equal("gs://inputs/os", Variable(pod.Spec.InitContainers[1], "WOLFICTL_KEY_SOURCE"));
        Assert.Equal("gs://out", Variable(pod.Spec.Containers![2], "WOLFICTL_BUCKET"));
    }

    [Fact]
    public void Render_WholeDeadline_IsTheSumOfItsSteps()
    {
        // Three init containers of 30 minutes, six hours, 30 minutes, and ten to spare.
        Assert.Equal((3 * 1800) + 21600 + 1800 + 600, BuildPodRenderer.Render(Most).Spec!.ActiveDeadlineSeconds);
    }

    [Fact]
    public void Render_NamedPod_HasThatNameAndItsLabels()
    {
        var pod = BuildPodRenderer.Render(Least with { Name = "x-1", Labels = new Dictionary<string, string> { ["a"] = "b" } });

        Assert.Equal(("x-1", null), (pod.Metadata.Name, pod.Metadata.GenerateName));
        Assert.Equal(("b", "wolfictl"), (pod.Metadata.Labels!["a"], pod.Metadata.Labels["app.kubernetes.io/managed-by"]));
        Assert.Equal("x-1", PodJson.Read(PodJson.Write(pod)).Metadata.Name);
    }

    private static string? Variable(Container container, string name) => container.Env!.Single(v => v.Name == name).Value;

    private static DigestReference Reference(char digit) => DigestReference.Parse($"localhost:5000/w@sha256:{new string(digit, 64)}");
}
