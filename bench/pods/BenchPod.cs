using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Engines.Pods;

namespace Wolfictl.PodBench;

/// <summary>The pod of a real build, of no node: none of the cluster's schedulers has the name that it asks for.</summary>
internal static class BenchPod
{
    public const string Label = "wolfictl.dev/bench";

    /// <summary>What a kubelet says of a build that went well, as a strategic merge patch.</summary>
    public static byte[] Succeeded { get; } = JsonSerializer.SerializeToUtf8Bytes(new
    {
        status = new
        {
            phase = "Succeeded",
            startTime = "2026-01-01T00:00:00Z",
            initContainerStatuses = new[] { Ended(PodNames.Init) },
            containerStatuses = new[] { Ended(PodNames.Build), Ended(PodNames.Publish) },
        },
    });

    public static Pod Make(string name, string label)
    {
        var digest = new string('a', 64);
        var pod = BuildPodRenderer.Render(new BuildPod
        {
            SourceBundle = DigestReference.Parse($"localhost:5000/bench@sha256:{digest}"),
            Architecture = Architecture.X86_64,
            Targets = ["package/brotli", "package/git-lfs"],
            Name = name,
            Labels = new Dictionary<string, string> { [Label] = label, ["wolfictl.dev/build"] = name },
            Cpu = Quantity.Parse("1"),
            Ram = Quantity.Parse("2Gi"),
            SdkImage = "localhost:5000/sdk:test",
            WolfictlImage = "localhost:5000/wolfictl:test",
            GcloudImage = "localhost:5000/gcloud:test",
            Outputs = new OutputTarget("localhost:5000/bench/outputs", name),
        });
        var scheduler = JsonSerializer.SerializeToElement("wolfictl-bench-none");
        return pod with { Spec = pod.Spec! with { Unknown = new Dictionary<string, JsonElement> { ["schedulerName"] = scheduler } } };
    }

    private static object Ended(string name) => new
    {
        name,
        image = "localhost:5000/sdk:test",
        imageID = $"localhost:5000/sdk@sha256:{new string('b', 64)}",
        containerID = $"containerd://{new string('c', 64)}",
        ready = false,
        restartCount = 0,
        state = new { terminated = new { exitCode = 0, reason = "Completed", startedAt = "2026-01-01T00:00:00Z", finishedAt = "2026-01-01T00:01:00Z" } },
    };
}
