using System.Text.Json.Nodes;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary>
/// The signing key in a pod. No secrets-store driver runs here: the pod is as <c>wolfictl pod --secret-key</c> prints it, with a plain secret in place of the driver's volume.
/// </summary>
[Collection(nameof(OnCluster))]
public sealed class PodKeyTests(PodImages images)
{
    private const string Canary = "canary-6f1d0c52-the-private-key";

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_SecretKey_IsUsedAndSeenNowhereElse()
    {
        await using var scene = await PodScene.CreateAsync(images);
        scene.Folder.Write("key/melange.rsa", Canary);
        scene.Folder.Write("key/melange.rsa.pub", "public half");
        await scene.KubectlAsync("create", "secret", "generic", "key", $"--from-file={scene.Folder["key"]}");

        var name = await CreateAsync(scene);
        await EndAsync(scene, name);

        var log = await scene.KubectlAsync("logs", name, "--all-containers");
        Assert.Contains("mode 600", log, StringComparison.Ordinal);
        var (_, sum, _) = await Command.RunAsync(null, "sh", "-c", "sha256sum <\"$1\"", "sh", scene.Folder["key/melange.rsa"]);
        Assert.Contains($"key: {sum.Trim()} public:", log, StringComparison.Ordinal);
        var events = await scene.KubectlAsync("get", "events", "-o", "json");
        var pod = await scene.KubectlAsync("get", "pod", name, "-o", "json");
        var outputs = await OutputsAsync(scene, pod);
        Assert.All([log, events, pod, outputs], text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_SecretWithoutAKey_StopsBeforeMakeAndSaysSo()
    {
        await using var scene = await PodScene.CreateAsync(images);
        await scene.KubectlAsync("create", "secret", "generic", "key", "--from-literal=other=x");

        var name = await CreateAsync(scene);
        await EndAsync(scene, name);

        Assert.Contains("There is no signing key: /var/secrets/melange.rsa is not there.", await scene.KubectlAsync("logs", name, "-c", "build"), StringComparison.Ordinal);
        Assert.Equal("125", await scene.KubectlAsync("get", "pod", name, "-o", "jsonpath={.status.containerStatuses[?(@.name=='build')].state.terminated.exitCode}"));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_KeyWithoutItsPublicHalf_HasItDerived()
    {
        await using var scene = await PodScene.CreateAsync(images);
        await Command.OutputAsync(null, "openssl", "genrsa", "-out", scene.Folder["melange.rsa"], "2048");
        await Command.OutputAsync(null, "openssl", "rsa", "-in", scene.Folder["melange.rsa"], "-pubout", "-out", scene.Folder["melange.rsa.pub"]);
        await scene.KubectlAsync("create", "secret", "generic", "key", $"--from-file=melange.rsa={scene.Folder["melange.rsa"]}");

        var name = await CreateAsync(scene);
        await EndAsync(scene, name);

        var (_, sum, _) = await Command.RunAsync(null, "sh", "-c", "sha256sum <\"$1\"", "sh", scene.Folder["melange.rsa.pub"]);
        Assert.Contains($"public: {sum.Trim()} mode 600", await scene.KubectlAsync("logs", name, "-c", "build"), StringComparison.Ordinal);
    }

    /// <summary>The pod that the command prints, with a plain secret where the driver's volume is.</summary>
    private static async Task<string> CreateAsync(PodScene scene)
    {
        var printed = await scene.RunAsync(PodScene.Distro, "--create=false", "--secret-key", "keyed");
        Assert.True(printed.ExitCode == 0, printed.ErrorText);
        var file = scene.Folder.Write("pod.yaml", printed.OutputText + "\n");
        var pod = JsonNode.Parse(await scene.KubectlAsync("create", "--dry-run=client", "-o", "json", "-f", file))!;
        var volume = pod["spec"]!["volumes"]!.AsArray().Single(v => (string?)v!["name"] == "melange-key")!.AsObject();
        volume.Remove("csi");
        volume["secret"] = new JsonObject { ["secretName"] = "key" };
        return await scene.KubectlAsync("create", "-o", "jsonpath={.metadata.name}", "-f", scene.Folder.Write("pod.json", pod.ToJsonString()));
    }

    private static Task EndAsync(PodScene scene, string name) =>
        PodScene.UntilAsync(async () => await scene.KubectlAsync("get", "pod", name, "-o", "jsonpath={.status.phase}") is "Succeeded" or "Failed");

    /// <summary>All bytes of the outputs' layers, and of the source bundle's, as text.</summary>
    private static async Task<string> OutputsAsync(PodScene scene, string pod)
    {
        var parsed = JsonNode.Parse(pod)!;
        var outputs = (string)parsed["metadata"]!["annotations"]!["wolfictl.dev/outputs"]!;
        var bundle = (string)parsed["spec"]!["initContainers"]![0]!["image"]!;
        var all = new System.Text.StringBuilder();
        foreach (var (reference, folder) in new[] { (outputs, "outputs"), (bundle, "bundle") })
        {
            await Command.OutputAsync(null, "skopeo", "copy", "--src-tls-verify=false", $"docker://{reference}", $"dir:{scene.Folder[folder]}");
            foreach (var file in Directory.EnumerateFiles(scene.Folder[folder]))
            {
                await using var content = File.OpenRead(file);
                using var plain = new MemoryStream();
                await content.CopyToAsync(plain);
                all.Append(System.Text.Encoding.Latin1.GetString(plain.ToArray()));
                if (plain.Length > 2 && plain.GetBuffer() is [0x1f, 0x8b, ..])
                {
                    plain.Position = 0;
                    await using var gzip = new System.IO.Compression.GZipStream(plain, System.IO.Compression.CompressionMode.Decompress);
                    using var unpacked = new MemoryStream();
                    await gzip.CopyToAsync(unpacked);
                    all.Append(System.Text.Encoding.Latin1.GetString(unpacked.ToArray()));
                }
            }
        }

        return all.ToString();
    }
}
