using Wolfictl.Oci.Bundles;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

[Collection("git")]
public sealed class IgnoreRulesTests
{
    /// <summary>Pattern lines, a path (directories end in a slash), whether it is left out.</summary>
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "*.log", "a.log", true },
        { "*.log", "d/e/a.log", true },
        { "*.log", "a.logs", false },
        { "/a", "a", true },
        { "/a", "d/a", false },
        { "a/b", "a/b", true },
        { "a/b", "d/a/b", false },
        { "a/", "a/", true },
        { "a/", "a", false },
        { "a/", "d/a/", true },
        { "a/*", "a/b", true },
        { "a/*", "a/b/c", true },
        { "a/**", "a/b/c", true },
        { "**/b", "b", true },
        { "**/b", "a/x/b", true },
        { "a/**/b", "a/b", true },
        { "a/**/b", "a/x/y/b", true },
        { "a/**/b", "x/a/b", false },
        { "a**b", "axxb", true },
        { "a**b", "ax/xb", false },
        { "?", "a", true },
        { "?", "ab", false },
        { "a?b", "a/b", false },
        { "[a-c]x", "bx", true },
        { "[a-c]x", "dx", false },
        { "[!a-c]x", "dx", true },
        { "[!a-c]x", "bx", false },
        { "[]]x", "]x", true },
        { "[a", "[a", false },
        { "a[+-9]b", "a/b", false },
        { "\\#a", "#a", true },
        { "#a", "#a", false },
        { "\\!a", "!a", true },
        { "\\*", "*", true },
        { "\\*", "a", false },
        { "a ", "a", true },
        { "a\\ ", "a ", true },
        { "", "a", false },
        { "a.b", "axb", false },
        { "a+(b)", "a+(b)", true },
        { "*.yaml\n!keep.yaml", "keep.yaml", false },
        { "*.yaml\n!keep.yaml", "d/keep.yaml", false },
        { "*.yaml\n!keep.yaml", "lose.yaml", true },
        { "!keep.yaml\n*.yaml", "keep.yaml", true },
        { "d/\n!d/a", "d/a", true },
        { "d/*\n!d/a", "d/a", false },
        { "d/*\n!d/a", "d/b", true },
        { "a\r\nb", "a", true },
        { "/x\n*.tmp", "deep/er/y.tmp", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pattern_LeavesOutWhatGitWould(string patterns, string path, bool ignored) =>
        Assert.Equal(ignored, IsLeftOut(IgnoreRules.Parse(patterns), path));

    [GitFact]
    public async Task Git_SaysTheSame()
    {
        using var scratch = new ScratchDirectory();
        await Command.OutputAsync(null, "git", "init", "-q", scratch.At("repo"));
        foreach (var (patterns, path, ignored) in Cases.Select(row => ((string)row[0], (string)row[1], (bool)row[2])))
        {
            await File.WriteAllTextAsync(scratch.At("repo/.gitignore"), patterns + "\n");
            var (status, _, _) = await Command.RunAsync(scratch.At("repo"), "git", "check-ignore", "-q", "--no-index", "--", path);
            Assert.True(status == (ignored ? 0 : 1), $"git check-ignore of '{path}' with '{patterns}' ended with {status}");
        }
    }

    [Theory]
    [InlineData("packages/", true)]
    [InlineData("packages/x86_64/a.apk", true)]
    [InlineData("os/packages/a", false)]
    [InlineData("packages", false)]
    [InlineData("cache/sha256:00", true)]
    [InlineData(".melangecache/x", true)]
    [InlineData(".git/", true)]
    [InlineData("sub/.git", true)]
    [InlineData(".gitignore", false)]
    [InlineData("brotli.yaml", false)]
    [InlineData("pipelines/cache/x.yaml", false)]
    public void Defaults_LeaveOutResultsAndCaches(string path, bool ignored) => Assert.Equal(ignored, IsLeftOut(IgnoreRules.Parse(""), path));

    [Fact]
    public void Defaults_CanBeNegated_ButNotGit()
    {
        var rules = IgnoreRules.Parse("!/cache/\n!.git\n");

        Assert.False(IsLeftOut(rules, "cache/a"));
        Assert.True(IsLeftOut(rules, ".git/"));
    }

    private static bool IsLeftOut(IgnoreRules rules, string path) =>
        rules.IgnoresWithin(path) || (!path.EndsWith('/') && rules.Ignores(path, isDirectory: false));
}
