using System.Security.Cryptography;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>Builds whose sources the cache worker fetches beforehand.</summary>
public sealed class CachedBuildTests
{
    private static readonly byte[] Source = OriginContent.Of(seed: 7, size: 100_000);

    [RequiresFarmFact]
    public async Task SubmitCache_BuildsFromTheCacheFolderWhileTheOriginIsGone()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        await using var worker = await farm.StartCacheWorkerAsync();
        var origin = HostileOrigin.Start();
        var directory = Directory(farm, origin.Serve("/source.tar.gz", Replies.File(Source)), Source);
        var first = await farm.Submit(directory, "--cache", "--wait", "--out", farm.Folder["one"]).WaitForExitAsync();
        Assert.True(first.ExitCode == 0, first.ErrorText + first.OutputText);
        await origin.DisposeAsync();

        var second = await farm.Submit(directory, "--cache", "--wait", "--force", "--out", farm.Folder["two"]).WaitForExitAsync();
        Assert.True(second.ExitCode == 0, second.ErrorText + second.OutputText);
        Assert.NotEmpty(System.IO.Directory.GetFiles(farm.Folder["two"], "cached-1.0-r0.apk", SearchOption.AllDirectories));
    }

    [RequiresFarmFact]
    public async Task SubmitCache_OfASourceThatCannotBeHad_FailsWithItsName()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        await using var worker = await farm.StartCacheWorkerAsync();
        await using var origin = HostileOrigin.Start();
        var directory = Directory(farm, new Uri(origin.Base, "gone.tar.gz"), Source);
        var submit = await farm.Submit(directory, "--cache", "--wait").WaitForExitAsync();
        Assert.Equal(1, submit.ExitCode);
        Assert.Contains("CacheFailed", submit.OutputText, StringComparison.Ordinal);
        Assert.Contains("gone.tar.gz", submit.OutputText, StringComparison.Ordinal);
    }

    [RequiresFarmFact]
    public async Task SubmitCacheOptional_OfASourceThatCannotBeHad_BuildsWithoutIt()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        await using var worker = await farm.StartCacheWorkerAsync();
        await using var origin = HostileOrigin.Start();
        var directory = Directory(farm, new Uri(origin.Base, "gone.tar.gz"), Source, needsCache: false);
        var submit = await farm.Submit(directory, "--cache=optional", "--wait").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText + submit.OutputText);
    }

    /// <summary>One package with one source; its Makefile packs what it finds in melange's cache folder, verified by sha256sum as melange would.</summary>
    private static string Directory(Farm farm, Uri uri, byte[] source, bool needsCache = true)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(source));
        var folder = farm.Folder.CreateFolder(Guid.NewGuid().ToString("N"));
        File.WriteAllText(Path.Combine(folder, ".wolfictl.yaml"), "melange: optional\n");
        File.WriteAllText(Path.Combine(folder, "cached.yaml"), $"""
            package:
              name: cached
              version: "1.0"
              epoch: 0
            pipeline:
              - uses: fetch
                with:
                  uri: {uri}
                  expected-sha256: {sha256}

            """);
        File.WriteAllText(Path.Combine(folder, "Makefile"), $"""
            cache := $(patsubst --cache-dir=%,%,$(filter --cache-dir=%,$(MELANGE_EXTRA_OPTS)))
            $(KEY):
            	: > $@
            packages/$(ARCH)/cached-1.0-r0.apk:
            	mkdir -p $(@D)
            	{(needsCache ? $"echo '{sha256}  '$(cache)/sha256:{sha256} | sha256sum --check" : "true")}
            	{(needsCache ? $"gzip -nc $(cache)/sha256:{sha256} > $@" : "echo without | gzip -n > $@")}

            """);
        return folder;
    }
}
