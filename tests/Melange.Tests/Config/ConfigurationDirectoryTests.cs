using Wolfictl.Melange.Config;

namespace Wolfictl.Melange.Tests.Config;

public sealed class ConfigurationDirectoryTests
{
    private const string Minimal = "package:\n  name: NAME\n  version: 1\n  epoch: 0\n";

    [Fact]
    public void Load_Files_AreThoseThatCount()
    {
        using var scratch = new ScratchDistribution()
            .Write("one.yaml", Named("one"))
            .Write(".hidden.yaml", "not: [read")
            .Write("two.yml", "not: [read")
            .Write("sub/three.melange.yaml", Named("three"))
            .Write("sub/deeper/four.melange.yaml", Named("four"))
            .Write("sub/five.yaml", "not: [read")
            .Write(".git/six.melange.yaml", "not: [read")
            .Write("sub/.seven.melange.yaml", "not: [read");

        var distribution = scratch.Load();

        Assert.Equal(["four", "one", "three"], distribution.Configurations.Keys);
        Assert.Equal("sub/deeper/four.melange.yaml", distribution.Configurations["four"].File);
    }

    [Fact]
    public void Load_NoSuchDirectory_IsRefused() =>
        Assert.Contains("There is no such directory.", Assert.Throws<ConfigurationException>(() => ConfigurationDirectory.Load("/nonexistent/here")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_FileForDirectory_IsRefused()
    {
        using var scratch = new ScratchDistribution().Write("one.yaml", Named("one"));

        Assert.Contains(
            "It is a file",
            Assert.Throws<ConfigurationException>(() => ConfigurationDirectory.Load(Path.Combine(scratch.Directory, "one.yaml"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoConfigurations_IsRefused()
    {
        using var scratch = new ScratchDistribution().Write("README.md", "# nothing");

        Assert.Contains("It holds no configuration", scratch.Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TwoOfOneName_NamesBothFiles()
    {
        using var scratch = new ScratchDistribution().Write("a.yaml", Named("same")).Write("b/c.melange.yaml", Named("same"));

        var problem = Assert.Single(scratch.Refused().Problems);

        Assert.Contains("a.yaml and b/c.melange.yaml", problem.Message, StringComparison.Ordinal);
        Assert.Equal(("b/c.melange.yaml", 2, 9), (problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void Load_ManyProblems_AreAllToldAtOnce()
    {
        using var scratch = new ScratchDistribution()
            .Write("bad-yaml.yaml", "package:\n  name: [unclosed\n")
            .Write("no-name.yaml", "package:\n  version: 1\n")
            .Write("wrong-type.yaml", "package:\n  name: wrong-type\n  version: 1\n  epoch: many\n")
            .Write("fine.yaml", Named("fine"))
            .Write(".wolfictl.yaml", "colour: red\n");

        Assert.Equal([".wolfictl.yaml", "bad-yaml.yaml", "no-name.yaml", "wrong-type.yaml"], scratch.Refused().Problems.Select(problem => problem.File).Order());
    }

    [Fact]
    public void Load_LinkInside_IsFollowed()
    {
        using var scratch = new ScratchDistribution().Write("sub/real", Named("linked"));
        File.CreateSymbolicLink(Path.Combine(scratch.Directory, "linked.yaml"), "sub/real");

        Assert.Equal(["linked"], scratch.Load().Configurations.Keys);
    }

    [Theory]
    [InlineData("/etc/hostname", "leaves the directory")]
    [InlineData("../../../../../../../../etc/hostname", "leaves the directory")]
    [InlineData("out/hostname", "leaves the directory")]
    [InlineData("nothing-there", "link to nothing")]
    public void Load_LinkThatLeaves_IsRefusedByName(string target, string expected)
    {
        using var scratch = new ScratchDistribution().Write("fine.yaml", Named("fine"));
        Directory.CreateSymbolicLink(Path.Combine(scratch.Directory, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(scratch.Directory, "link.yaml"), target);

        var problem = Assert.Single(scratch.Refused().Problems);

        Assert.Equal("link.yaml", problem.File);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LinkedDirectory_IsNotEntered()
    {
        using var scratch = new ScratchDistribution().Write("fine.yaml", Named("fine")).Write("sub/one.melange.yaml", Named("one"));
        Directory.CreateSymbolicLink(Path.Combine(scratch.Directory, "again"), "sub");
        Directory.CreateSymbolicLink(Path.Combine(scratch.Directory, "sub", "up"), "..");

        Assert.Equal(["fine", "one"], scratch.Load().Configurations.Keys);
    }

    [Fact]
    public void Load_PipelineDirectory_Overrides()
    {
        using var scratch = new ScratchDistribution()
            .Package("user", rest: "pipeline:\n  - uses: strip\n").Package("binutils").Package("own-strip")
            .Write("elsewhere/strip.yaml", "needs:\n  packages: [own-strip]\n");
        var options = new ConfigurationDirectoryOptions { PipelineDirectory = Path.Combine(scratch.Directory, "elsewhere") };

        Assert.Equal("own-strip", Assert.Single(scratch.Load(options).Graph("x86_64").NeedsOf("user")).Package);
        Assert.Equal("binutils", Assert.Single(scratch.Load().Graph("x86_64").NeedsOf("user")).Package);
    }

    [Fact]
    public void Load_NoSuchPipelineDirectory_IsRefused()
    {
        using var scratch = new ScratchDistribution().Write("one.yaml", Named("one"));

        Assert.Equal("/nonexistent: There is no such directory of pipelines.", scratch.Refused(new ConfigurationDirectoryOptions { PipelineDirectory = "/nonexistent" }).Message);
    }

    [Fact]
    public void Load_FileNameThatATerminalObeys_IsShownPlain()
    {
        using var scratch = new ScratchDistribution().Write("a\u001b[31m\n.yaml", "[");

        Assert.DoesNotContain(scratch.Refused().Message, char.IsControl);
    }

    [Fact]
    public void Expand_BrokenPipelineFile_IsToldOnceWithItsPlace()
    {
        using var scratch = new ScratchDistribution()
            .Package("one", rest: "pipeline:\n  - uses: broken\n").Package("two", rest: "pipeline:\n  - uses: broken\n")
            .Write("pipelines/broken.yaml", "needs:\n  packages: {a: b}\n");

        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => scratch.Load().Expand("x86_64")).Problems);

        Assert.Equal("pipelines/broken.yaml:2:13: needs.packages must be a list, but is a mapping.", problem.ToString());
    }

    private static string Named(string name) => Minimal.Replace("NAME", name, StringComparison.Ordinal);
}
