using Wolfictl.Contracts;
using static Wolfictl.Scheduler.Tests.Engines.Local.LocalEngineFixture;

namespace Wolfictl.Scheduler.Tests.Engines.Local;

public sealed class LocalEngineOutputsTests : IDisposable
{
    private readonly LocalEngineFixture _local = new();

    public void Dispose() => _local.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public async Task Run_OtherKindsOfFiles_AreNotPublished()
    {
        _local.Folder.Write("secret", "c4nary");
        var rules = $"""
            packages/$(ARCH)/a-1.0-r0.apk:
            	@mkdir -p $(@D)
            	@ln -s {_local.Folder["secret"]} $@
            packages/$(ARCH)/b-1.0-r0.apk:
            	@mkfifo $@
            packages/$(ARCH)/c-1.0-r0.apk:
            	@mkdir $@

            """;
        var ending = await _local.RunAsync(await _local.SpecAsync(Makefile + rules, null, Package("a"), Package("b"), Package("c"), Package("d")));

        Assert.Equal(CompletionReason.OutputsMissing, ending.Reason);
        Assert.Equal(["x86_64/d-1.0-r0.apk"], await PublishedAsync(ending));
    }

    [Fact]
    public async Task Run_FolderOfOutputsIsALink_NothingIsPublished()
    {
        _local.Folder.Write("elsewhere/a-1.0-r0.apk", "c4nary");
        var rules = $"packages/$(ARCH)/a-1.0-r0.apk:\n\t@mkdir packages && ln -s {_local.Folder["elsewhere"]} packages/$(ARCH)\n";

        var ending = await _local.RunAsync(await _local.SpecAsync(Makefile + rules, null, Package("a")));

        Assert.Empty(await PublishedAsync(ending));
    }

    [Fact]
    public async Task Run_HalfAnApk_IsLeftOutAndNamed()
    {
        var rules = "packages/$(ARCH)/b-1.0-r0.apk:\n\t@seq 100000 | gzip -n | head -c 1000 > $@\n\t@exit 1\n";

        var ending = await _local.RunAsync(await _local.SpecAsync(Makefile + rules, null, Package("a"), Package("b")));

        Assert.Equal(["x86_64/a-1.0-r0.apk"], await PublishedAsync(ending));
        Assert.Equal([PackageOutcome.Built, PackageOutcome.Failed], ending.Packages.Select(p => p.Outcome));
        Assert.Contains("b-1.0-r0.apk is not whole and is left out", await File.ReadAllTextAsync(ending.LogLocation!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OutputsCannotBePublished_FailsAndSaysWhy()
    {
        _local.Folder.Write("oci/outputs", "a file where the layout would be");

        var ending = await _local.RunAsync(await _local.SpecAsync(Makefile, null, Package("a")));

        Assert.Equal((BuildOutcome.Failed, CompletionReason.PublishFailed), (ending.Outcome, ending.Reason));
        Assert.Equal((PackageOutcome.Built, null), (ending.Packages[0].Outcome, ending.Packages[0].Digest));
    }
}
