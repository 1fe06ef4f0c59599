using System.Globalization;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

/// <summary>The minimal <c>.git</c> of a bundle, held to what the real git says of it and of the repository it came from.</summary>
[Collection("git")]
public sealed class SourceBundleGitTests : IDisposable
{
    private const string Date = "1700000000 +0100";
    private static readonly SourceBundleOptions Options = new() { CreatedBy = "test" };

    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _layout;

    public SourceBundleGitTests()
    {
        _layout = new LayoutRepository(_scratch.At("layout"));
        _scratch.Write("repo/brotli.yaml", "package: {name: brotli}\n");
    }

    public void Dispose() => _scratch.Dispose();

    [GitFact]
    public async Task Repository_HeadAndDateAnswerInTheUnpackedBundle()
    {
        var head = await CommitAsync("repo");

        var bundle = await BundleAsync("repo");

        Assert.Equal(head, bundle.Revision);
        Assert.False(bundle.Dirty);
        Assert.Equal(head, await GitAsync("out", "rev-parse", "HEAD"));
        Assert.Equal("1700000000", await GitAsync("out", "log", "-1", "--pretty=%ct"));
        Assert.Equal("1700000000", await GitAsync("out", "log", "-1", "--pretty=%at"));
        Assert.Equal("subject line", await GitAsync("out", "log", "-1", "--pretty=%s"));
        Assert.Equal("true", await GitAsync("out", "rev-parse", "--is-shallow-repository"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), bundle.Created);
    }

    [GitFact]
    public async Task Repository_WithParents_AnswersTheSame()
    {
        await CommitAsync("repo");
        _scratch.Write("repo/brotli.yaml", "package: {name: brotli, epoch: 1}\n");
        var head = await CommitAsync("repo");

        await BundleAsync("repo");

        Assert.Equal(head, await GitAsync("out", "rev-parse", "HEAD"));
        Assert.Equal("1700000000", await GitAsync("out", "log", "-1", "--pretty=%ct"));
    }

    [GitFact]
    public async Task Sha256Repository_AnswersTheSame()
    {
        var head = await CommitAsync("repo", "--object-format=sha256");

        await BundleAsync("repo");

        Assert.Equal(64, head.Length);
        Assert.Equal(head, await GitAsync("out", "rev-parse", "HEAD"));
        Assert.Equal("1700000000", await GitAsync("out", "log", "-1", "--pretty=%ct"));
    }

    [GitFact]
    public async Task Subdirectory_CarriesTheRepositorysCommit()
    {
        _scratch.Write("repo/os/curl.yaml", "package: {name: curl}\n");
        var head = await CommitAsync("repo");

        var bundle = await BundleAsync("repo/os");

        Assert.Equal(head, bundle.Revision);
        Assert.Equal(1, bundle.Files);
        Assert.False(bundle.Dirty);
        Assert.Equal(head, await GitAsync("out", "rev-parse", "HEAD"));
        Assert.True(File.Exists(_scratch.At("out/curl.yaml")));
    }

    [GitFact]
    public async Task Subdirectory_OfARepositoryDirtyElsewhere_IsClean()
    {
        _scratch.Write("repo/os/curl.yaml", "package: {name: curl}\n");
        await CommitAsync("repo");
        _scratch.Write("repo/brotli.yaml", "changed");

        Assert.False((await BundleAsync("repo/os")).Dirty);
    }

    [GitFact]
    public async Task Worktree_CarriesItsOwnHead()
    {
        await CommitAsync("repo");
        await GitAsync("repo", "worktree", "add", "-q", "-b", "side", _scratch.At("worktree"));
        _scratch.Write("worktree/new.yaml", "x");
        var head = await CommitAsync("worktree");

        var bundle = await BundleAsync("worktree");

        Assert.Equal(head, bundle.Revision);
        Assert.Equal(head, await GitAsync("out", "rev-parse", "HEAD"));
    }

    [GitFact]
    public async Task ChangedFile_IsDirtyByAnnotation()
    {
        await CommitAsync("repo");
        _scratch.Write("repo/brotli.yaml", "changed");

        var bundle = await BundleAsync("repo");

        Assert.True(bundle.Dirty);
        Assert.Equal("true", (await AnnotationsAsync(bundle))[AnnotationKeys.Dirty]);
    }

    [GitFact]
    public async Task UntrackedFile_IsDirty_ButNotWhatTheBundleLeavesOut()
    {
        _scratch.Write("repo/.wolfictlignore", "notes/\n");
        await CommitAsync("repo");
        _scratch.Write("repo/packages/x86_64/a.apk", "x");
        _scratch.Write("repo/notes/todo", "x");

        Assert.False((await BundleAsync("repo")).Dirty);

        _scratch.Write("repo/new.yaml", "x");
        Assert.True((await SourceBundle.CreateAsync(_scratch.At("repo"), Options, _layout)).Dirty);
    }

    [GitFact]
    public async Task RepositoryWithoutACommit_GetsTheSyntheticOneAndIsDirty()
    {
        await GitAsync("repo", "init", "-q");

        var bundle = await BundleAsync("repo");

        Assert.Null(bundle.Revision);
        Assert.True(bundle.Dirty);
        Assert.Equal("315532800", await GitAsync("out", "log", "-1", "--pretty=%ct"));
    }

    [GitFact]
    public async Task NoRepository_SyntheticCommitIsOf1980()
    {
        var bundle = await BundleAsync("repo");

        Assert.Null(bundle.Revision);
        Assert.False(bundle.Dirty);
        Assert.Equal("315532800", await GitAsync("out", "log", "-1", "--pretty=%ct"));
        Assert.Equal(40, (await GitAsync("out", "rev-parse", "HEAD")).Length);
        Assert.Equal("1980-01-01T00:00:00Z", (await AnnotationsAsync(bundle))[AnnotationKeys.Created]);
    }

    [GitFact]
    public async Task NoRepository_SourceDateEpochDatesTheSyntheticCommit()
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(1234567890);

        var bundle = await BundleAsync("repo", Options with { SourceDateEpoch = date });

        Assert.Equal(date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), await GitAsync("out", "log", "-1", "--pretty=%ct"));
        Assert.Equal(date, bundle.Created);
    }

    [GitFact]
    public async Task CommitOfDateZero_IsRefused()
    {
        await CommitAsync("repo", date: "@0 +0000");

        var exception = await Assert.ThrowsAsync<BundleException>(() => BundleAsync("repo"));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.Contains("is 0", exception.Message, StringComparison.Ordinal);
    }

    [GitFact]
    public async Task HookEnvironment_DoesNotPointElsewhere()
    {
        var head = await CommitAsync("repo");
        _scratch.Write("other/x.yaml", "x");
        await CommitAsync("other");
        Environment.SetEnvironmentVariable("GIT_DIR", _scratch.At("other/.git"));
        try
        {
            Assert.Equal(head, (await SourceBundle.CreateAsync(_scratch.At("repo"), Options, _layout)).Revision);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_DIR", null);
        }
    }

    [GitFact(NeedsRoot = true)]
    public async Task RepositoryOfAnotherUser_SaysHowToTrustIt()
    {
        await CommitAsync("repo");
        await Command.OutputAsync(null, "chown", "-R", "12345:12345", _scratch.At("repo"));
        string[] settings = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"];
        Array.ForEach(settings, name => Environment.SetEnvironmentVariable(name, "/dev/null"));
        try
        {
            var exception = await Assert.ThrowsAsync<BundleException>(() => BundleAsync("repo"));

            Assert.Equal(OciErrorKind.Unreadable, exception.Kind);
            Assert.Contains($"git config --global --add safe.directory {_scratch.At("repo")}", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Array.ForEach(settings, name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    [GitFact]
    public async Task DamagedRepository_SaysWhatGitSaid()
    {
        await CommitAsync("repo");
        await File.WriteAllTextAsync(_scratch.At("repo/.git/HEAD"), "nonsense\n");

        var exception = await Assert.ThrowsAsync<BundleException>(() => BundleAsync("repo"));

        Assert.Equal(OciErrorKind.Unreadable, exception.Kind);
        Assert.Contains("not a git repository", exception.Message, StringComparison.Ordinal);
    }

    [GitFact]
    public async Task SubmoduleFile_IsNotTaken()
    {
        _scratch.Write("repo/sub/.git", "gitdir: /elsewhere\n");
        _scratch.Write("repo/sub/a.yaml", "x");

        await BundleAsync("repo");

        Assert.True(File.Exists(_scratch.At("out/sub/a.yaml")));
        Assert.False(Path.Exists(_scratch.At("out/sub/.git")));
    }

    private async Task<BundleResult> BundleAsync(string directory, SourceBundleOptions? options = null)
    {
        var bundle = await SourceBundle.CreateAsync(_scratch.At(directory), options ?? Options, _layout);
        await SourceBundle.UnpackAsync(_layout, bundle.Manifest.Digest, _scratch.At("out"));
        return bundle;
    }

    private async Task<IReadOnlyDictionary<string, string>> AnnotationsAsync(BundleResult bundle) =>
        (await _layout.GetManifestAsync(bundle.Manifest.Digest)).ReadManifest().Annotations!;

    private async Task<string> CommitAsync(string directory, string format = "--object-format=sha1", string date = Date)
    {
        if (!Path.Exists(_scratch.At(directory, ".git")))
        {
            await GitAsync(directory, "init", "-q", format);
        }

        await GitAsync(directory, "add", "-A");
        await Command.OutputAsync(
            null, "env", $"GIT_AUTHOR_DATE={date}", $"GIT_COMMITTER_DATE={date}",
            "git", "-C", _scratch.At(directory), "-c", "user.name=A. Üser", "-c", "user.email=a@example.org", "commit", "-q", "--no-gpg-sign", "-m", "subject line\n\nbody");
        return await GitAsync(directory, "rev-parse", "HEAD");
    }

    private Task<string> GitAsync(string directory, params string[] arguments) =>
        Command.OutputAsync(null, "git", ["-C", _scratch.At(directory), .. arguments]);
}
