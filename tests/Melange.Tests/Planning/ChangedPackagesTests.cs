using System.Diagnostics;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Planning;

public sealed class ChangedPackagesTests
{
    [Fact]
    public async Task Since_Revision_FindsConfigurationsAndSourceFolders()
    {
        using var scratch = new ScratchDistribution()
            .Package("same").Package("configured").Package("patched").Package("added-to").Package("committed")
            .Write("patched/fix.patch", "a").Write("same-not/x", "a").Write("sub/deep.melange.yaml", "package: {name: deep, version: 1}").Write("sub/deep/x y", "a")
            .Write("README.md", "a");
        Git(scratch, "init", "-q");
        Commit(scratch);
        scratch.Package("committed", ["x"]);
        Commit(scratch);
        scratch.Package("configured", ["x"]).Write("patched/fix.patch", "b").Write("added-to/new\nline", "x").Write("same-not/x", "b").Write("sub/deep/x y", "b").Write("README.md", "b");

        var changed = await ChangedPackages.SinceAsync(scratch.Load(), "HEAD~1", CancellationToken.None);

        Assert.Equal(["added-to", "committed", "configured", "deep", "patched"], changed.Packages);
        Assert.Equal(7, changed.Files.Count);
        Assert.Matches("^[0-9a-f]{40}$", changed.Commit);
        Assert.Equal(["added-to", "configured", "deep", "patched"], (await ChangedPackages.SinceAsync(scratch.Load(), "HEAD", CancellationToken.None)).Packages);
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("--output=/tmp/pwned")]
    [InlineData("HEAD; touch x")]
    public async Task Since_UnknownRevision_IsRefused(string revision)
    {
        using var scratch = new ScratchDistribution().Package("one");
        Git(scratch, "init", "-q");
        Commit(scratch);

        var refused = await Assert.ThrowsAsync<MelangeException>(() => ChangedPackages.SinceAsync(scratch.Load(), revision, CancellationToken.None));

        Assert.Contains($"git knows no revision \"{revision}\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Since_NoRepository_SaysSo()
    {
        using var scratch = new ScratchDistribution().Package("one");

        var refused = await Assert.ThrowsAsync<MelangeException>(() => ChangedPackages.SinceAsync(scratch.Load(), "HEAD", CancellationToken.None));

        Assert.Contains("not a git repository", refused.Message, StringComparison.Ordinal);
    }

    private static void Commit(ScratchDistribution scratch)
    {
        Git(scratch, "add", "-A");
        Git(scratch, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x");
    }

    private static void Git(ScratchDistribution scratch, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = scratch.Directory })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
