using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Network;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary><c>wolfictl pod</c> on a real API server and a node that runs pods.</summary>
[Collection(nameof(OnCluster))]
public sealed partial class PodCommandTests(PodImages images)
{
    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_TinyDistro_BuildsTailsAndFetchesWhatThePodListed()
    {
        await using var scene = await PodScene.CreateAsync(images);

        var run = await scene.RunAsync(Checkout.TinyDistro, "--out", scene.Folder["out"], "greet");

        Assert.True(run.ExitCode == 0, run.ErrorText + run.OutputText);
        Assert.Contains("build | built packages/x86_64/greet-2.1.0-r1.apk", run.Output);
        var listed = run.Output.Select(line => Listed().Match(line)).Where(m => m.Success).ToDictionary(m => m.Groups["path"].Value, m => m.Groups["digest"].Value);
        var fetched = Directory.EnumerateFiles(scene.Folder["out"], "*.apk", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(scene.Folder["out"], file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        Assert.Equal(listed.OrderBy(f => f.Key, StringComparer.Ordinal), fetched.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Contains("x86_64/greet-2.1.0-r1.apk", fetched.Keys);
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_FailingPackage_FailsAndTheOthersAreThere()
    {
        await using var scene = await PodScene.CreateAsync(images);

        var run = await scene.RunAsync(PodScene.Distro, "--out", scene.Folder["out"], "bad", "good", "other");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("make ended with status 2", run.ErrorText, StringComparison.Ordinal);
        Assert.Contains("build | this one fails", run.Output);
        Assert.Equal(["good-1.0.0-r0.apk", "other-1.0.0-r0.apk"], Directory.EnumerateFiles(scene.Folder["out/x86_64"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_ForAnotherArchitecture_EndsAtThePendingTimeoutWithTheSchedulersWords()
    {
        await using var scene = await PodScene.CreateAsync(images);

        var run = await scene.RunAsync(PodScene.Distro, "--arch", "arm64", "--pending-timeout", "3s", "good");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("PendingTimeout: .*0/1 nodes are available: 1 node\\(s\\) didn't match", run.ErrorText);
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_MissingImage_EndsWithItsNameLongBeforeTheTimeout()
    {
        await using var scene = await PodScene.CreateAsync(images);

        var run = await scene.RunAsync(PodScene.Distro, "--gcloud-image", $"{PodImages.Host}/test/none:1", "--src-bucket", "some-bucket", "good");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("(ErrImagePull|ImagePullBackOff) in fetch-packages: .*test/none:1", run.ErrorText);
        await PodScene.UntilAsync(async () => (await scene.PodsAsync()).Count == 0);
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_OutOfMemory_IsToldAsThatAfterPublishAndUploadHaveEnded()
    {
        await using var scene = await PodScene.CreateAsync(images);
        var bucket = $"oom-{scene.Namespace}";

        var run = await scene.RunAsync(
            PodScene.Distro, "--ram-limit", "64Mi", "--gcloud-image", await images.GcloudAsync(), "--bucket", $"gs://{bucket}/os/", "--out", scene.Folder["out"], "good", "hungry");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("OOMKilled in build", run.ErrorText, StringComparison.Ordinal);
        Assert.Contains($"{bucket}/os/x86_64/good-1.0.0-r0.apk", images.Buckets.Names);
        Assert.True(File.Exists(scene.Folder["out/x86_64/good-1.0.0-r0.apk"]));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_CtrlC_LeavesNoPod()
    {
        await using var scene = await PodScene.CreateAsync(images);
        var pod = await scene.StartAsync(PodScene.Distro, "sleeper");
        await pod.WaitForLineAsync("sleeping");

        pod.Send(Signal.Interrupt);
        var run = await pod.WaitForExitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(await scene.PodsAsync());
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_WhoseLogIsCutAgainAndAgain_IsToldWholeAndWithoutRepeats()
    {
        await using var scene = await PodScene.CreateAsync(images);
        await using var server = await BetweenAsync(scene);
        var pod = await scene.StartAsync(PodScene.Distro, "talker");

        // It writes a thousand lines a second: every two seconds all connections are cut.
        foreach (var line in new[] { 2500, 4500, 6500, 8500 })
        {
            await pod.WaitForLineAsync($"line {line}");
            server.Cut();
        }

        var run = await pod.WaitForExitAsync(TimeSpan.FromMinutes(2));

        Assert.True(run.ExitCode == 0, run.ErrorText);
        Assert.InRange(server.Cuts, 4, int.MaxValue);
        Assert.Equal(Enumerable.Range(1000, 10_000).Select(i => $"build | line {i}"), run.Output.Where(line => line.StartsWith("build | line", StringComparison.Ordinal)));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_ApiServerThatIsDownInMidBuild_IsCarriedOnWith()
    {
        await using var scene = await PodScene.CreateAsync(images);
        await using var server = await BetweenAsync(scene);
        var pod = await scene.StartAsync(PodScene.Distro, "waiter");
        await pod.WaitForLineAsync("tick 1");

        server.TakeDown();
        await pod.WaitForLineAsync("can't be seen for now");
        await PodScene.UntilAsync(async () => (await scene.KubectlAsync("get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[?(@.name=='build')].state.terminated.exitCode}")) == "0");
        server.BringUp();
        var run = await pod.WaitForExitAsync(TimeSpan.FromMinutes(2));

        Assert.True(run.ExitCode == 0, run.ErrorText);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"build | tick {i}"), run.Output.Where(line => line.Contains("tick", StringComparison.Ordinal)));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_NotWatched_IsCreatedAndNamed()
    {
        await using var scene = await PodScene.CreateAsync(images);

        var run = await scene.RunAsync(PodScene.Distro, "--watch=false", "--service-account", "builder", "good");

        // No such account: then the cluster says so, and nothing is made.
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("serviceaccount \"builder\" not found", run.ErrorText, StringComparison.Ordinal);
        await scene.KubectlAsync("create", "serviceaccount", "builder");

        run = await scene.RunAsync(PodScene.Distro, "--watch=false", "--service-account", "builder", "good");

        Assert.Equal(0, run.ExitCode);
        var name = Assert.Single(await scene.PodsAsync());
        Assert.Equal(name, Assert.Single(run.Output));
        Assert.Equal(
            "builder 100m 64Mi false",
            await scene.KubectlAsync("get", "pod", name, "-o", "jsonpath={.spec.serviceAccountName} {.spec.containers[0].resources.requests.cpu} {.spec.containers[0].resources.requests.memory} {.spec.automountServiceAccountToken}"));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_NotCreated_IsPrintedAsKubectlTakesItUnchanged()
    {
        await using var scene = await PodScene.CreateAsync(images);

        scene.Kubeconfig = "/dev/null";

        var run = await scene.RunAsync(Checkout.TinyDistro, "--create=false", "greet");
        Assert.Equal(0, run.ExitCode);
        await scene.KubectlAsync("create", "-f", scene.Folder.Write("pod.yaml", run.OutputText + "\n"));

        await PodScene.UntilAsync(async () => await scene.KubectlAsync("get", "pods", "-o", "jsonpath={.items[*].status.phase}") == "Succeeded");
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_SecretKey_IsAPodThatTheServerAccepts()
    {
        await using var scene = await PodScene.CreateAsync(images);

        var run = await scene.RunAsync(PodScene.Distro, "--create=false", "--secret-key", "--image-pull-secret", "pull", "--bucket", "out", "--src-bucket", "in1", "--arch", "arm64", "keyed");
        var accepted = await scene.KubectlAsync("create", "--dry-run=server", "-o", "jsonpath={.spec.volumes[?(@.csi)].csi}", "-f", scene.Folder.Write("pod.yaml", run.OutputText + "\n"));

        Assert.Contains("secrets-store.csi.k8s.io", accepted, StringComparison.Ordinal);
        Assert.Contains("melange-key", accepted, StringComparison.Ordinal);
    }

    [GeneratedRegex("^publish \\| sha256:(?<digest>[0-9a-f]{64})  (?<path>.*\\.apk)$")]
    private static partial Regex Listed();

    /// <summary>A server between wolfictl and the API server.</summary>
    private static async Task<TcpProxy> BetweenAsync(PodScene scene)
    {
        var text = await File.ReadAllTextAsync(KubernetesCluster.Kubeconfig);
        var address = ServerAddress().Match(text);
        var server = new TcpProxy($"127.0.0.1:{address.Groups["port"].Value}");
        scene.Kubeconfig = scene.Folder.Write("kubeconfig", ServerAddress().Replace(text, $"https://{server.Host}"));
        return server;
    }

    [GeneratedRegex("https://(?<host>127\\.0\\.0\\.1|localhost):(?<port>[0-9]+)")]
    private static partial Regex ServerAddress();
}
