using System.Security.Cryptography;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;
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
        var directory = Directory(farm.Folder, origin.Serve("/source.tar.gz", Replies.File(Source)), Source);
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
        var directory = Directory(farm.Folder, new Uri(origin.Base, "gone.tar.gz"), Source);
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
        var directory = Directory(farm.Folder, new Uri(origin.Base, "gone.tar.gz"), Source, needsCache: false);
        var submit = await farm.Submit(directory, "--cache=optional", "--wait").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText + submit.OutputText);
    }

    [Theory]
    [InlineData("--mirror")]
    [InlineData("--allow-host")]
    public async Task EmbeddedSubmitCache_TakesSourcesFromTheMirrorOrTheHostThatIsAllowed(string flag)
    {
        using var folder = new TemporaryFolder();
        await using var origin = HostileOrigin.Start();
        var uri = origin.Serve("/source.tar.gz", Replies.File(Source));
        var directory = Directory(folder, flag == "--mirror" ? new Uri("http://127.0.0.1:9/source.tar.gz") : uri, Source);
        string[] submit = ["submit", "--cache", "-d", directory, "--out", folder["out"]];
        var environment = new Dictionary<string, string?> { ["XDG_STATE_HOME"] = folder["state"], ["XDG_CACHE_HOME"] = folder["cache"], ["WOLFICTL_QUEUE"] = null, ["REPO"] = null };

        var without = await ChildProcess.RunAsync(Farm.Executable("wolfictl"), submit, environment: environment);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("--allow-host", without.OutputText, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);

        var with = await ChildProcess.RunAsync(Farm.Executable("wolfictl"), [.. submit, flag, flag == "--mirror" ? origin.Base.ToString() : "127.0.0.1"], environment: environment);
        Assert.True(with.ExitCode == 0, with.ErrorText + with.OutputText);
        Assert.NotEmpty(System.IO.Directory.GetFiles(folder["out"], "cached-1.0-r0.apk", SearchOption.AllDirectories));
    }

    /// <summary>One package with one source; its Makefile packs what it finds in melange's cache folder, verified by sha256sum as melange would.</summary>
    private static string Directory(TemporaryFolder parent, Uri uri, byte[] source, bool needsCache = true)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(source));
        var folder = parent.CreateFolder(Guid.NewGuid().ToString("N"));
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
