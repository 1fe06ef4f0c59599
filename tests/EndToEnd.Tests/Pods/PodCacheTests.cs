using System.Security.Cryptography;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary>A pod whose sources were fetched beforehand.</summary>
[Collection(nameof(OnCluster))]
public sealed class PodCacheTests(PodImages images)
{
    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_CacheBundle_IsFoundWhereMelangeLooks()
    {
        await using var scene = await PodScene.CreateAsync(images);
        await using var origin = HostileOrigin.Start();
        var content = RandomNumberGenerator.GetBytes(300_000);
        var checksum = Convert.ToHexStringLower(SHA256.HashData(content));
        var url = origin.Serve("/source.tar.gz", Replies.Whole(content));
        scene.Folder.Write("distro/one.yaml", $"""
            package:
              name: one
              version: 1.0.0
              epoch: 0
            pipeline:
              - uses: fetch
                with:
                  uri: {url}
                  expected-sha256: {checksum}
            """);
        var cache = await ChildProcess.RunAsync(Farm.Executable("wolfictl"), [
            "cache", "-d", scene.Folder["distro"], "--out", scene.Folder["cache"], "--allow-host", "127.0.0.1",
            "--bundle-repo", $"{PodImages.Host}/test/{scene.Namespace}-cache", "--bundle-base", await images.WolfictlAsync(), "-o", "json"]);
        Assert.True(cache.ExitCode == 0, cache.ErrorText);
        var bundle = System.Text.Json.JsonDocument.Parse(cache.OutputText).RootElement.GetProperty("bundle").GetString()!;

        var run = await scene.RunAsync(PodScene.Distro, "--cache-bundle", bundle, "cached");

        Assert.True(run.ExitCode == 0, run.ErrorText + run.OutputText);
        Assert.Contains($"build | sha256:{checksum}: OK", run.Output);
    }
}
