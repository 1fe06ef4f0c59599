using Wolfictl.Melange.Graph;

namespace Wolfictl.Melange.Tests.Graph;

public sealed class DependencyGraphTests
{
    [Fact]
    public void NeedsOf_SubpackagesAndProvides_AreTheirOrigins()
    {
        using var scratch = new ScratchDistribution()
            .Package("user", ["lib-dev", "cmd:tool=1.0", "so:libx.so.1"])
            .Package("lib", rest: "subpackages:\n  - name: lib-dev\n  - name: lib-x\n    dependencies:\n      provides:\n        - so:libx.so.1=1\n")
            .Package("toolbox", inPackage: "  dependencies:\n    provides:\n      - cmd:tool=${{package.version}}-r${{package.epoch}}\n");

        var graph = scratch.Load().Graph("x86_64");

        Assert.Equal([new Dependency("lib", "lib-dev", ""), new Dependency("toolbox", "cmd:tool", "")], graph.NeedsOf("user"));
        Assert.Equal(new Provider("lib", "lib-x", 0), graph.FindProvider("so:libx.so.1"));
    }

    [Theory]
    [InlineData("lib=1.0.0-r0")]
    [InlineData("lib~1.0")]
    [InlineData("lib~=1.0")]
    [InlineData("lib>=1")]
    [InlineData("lib<2")]
    [InlineData("lib>0")]
    [InlineData("lib@local")]
    [InlineData(" lib ")]
    public void NeedsOf_VersionConstraint_IsCutOff(string need)
    {
        using var scratch = new ScratchDistribution().Package("user", [need]).Package("lib");

        Assert.Equal("lib", Assert.Single(scratch.Load().Graph("x86_64").NeedsOf("user")).Package);
    }

    [Fact]
    public void NeedsOf_Conflict_IsSkipped()
    {
        using var scratch = new ScratchDistribution().Package("user", ["!lib"]).Package("lib");

        Assert.Empty(scratch.Load().Graph("x86_64").NeedsOf("user"));
    }

    [Fact]
    public void NeedsOf_ItsOwnSubpackage_ComesFromARepository()
    {
        using var scratch = new ScratchDistribution()
            .Package("compiler", ["compiler", "compiler-libs", "c"], "subpackages:\n  - name: compiler-libs\n", "  dependencies:\n    provides: [c]\n    provider-priority: 5\n")
            .Package("other-compiler", inPackage: "  dependencies:\n    provides: [c]\n");

        var graph = scratch.Load().Graph("x86_64");

        Assert.Empty(graph.NeedsOf("compiler"));
        Assert.Equal(["compiler", "compiler-libs", "c"], graph.FromRepository("compiler"));
    }

    [Theory]
    [InlineData(10, 5, "low-name-first")]
    [InlineData(5, 10, "z-high")]
    [InlineData(5, 5, "low-name-first")]
    [InlineData(-1, 0, "z-high")]
    public void FindProvider_Conflict_HighestPriorityThenName(int first, int second, string winner)
    {
        using var scratch = new ScratchDistribution()
            .Package("z-high", inPackage: $"  dependencies:\n    provides: [thing=2]\n    provider-priority: {second}\n")
            .Package("low-name-first", inPackage: $"  dependencies:\n    provides: [thing=1]\n    provider-priority: \"{first}\"\n");

        Assert.Equal(winner, scratch.Load().Graph("x86_64").FindProvider("thing")!.Origin);
    }

    [Fact]
    public void FindProvider_TheNameItself_WinsOverWhatProvidesIt()
    {
        using var scratch = new ScratchDistribution().Package("openssl").Package("libressl", inPackage: "  dependencies:\n    provides: [openssl=3]\n");

        Assert.Equal("openssl", scratch.Load().Graph("x86_64").FindProvider("openssl")!.Origin);
    }

    [Fact]
    public void NeedsOf_Pipelines_BringWhatTheyNeed()
    {
        using var scratch = new ScratchDistribution()
            .Package("user", rest: """
                pipeline:
                  - uses: outer
                    with:
                      tool: second-tool
                  - runs: |
                      true
                  - pipeline:
                      - uses: strip
                  - needs:
                      packages: [direct]
                    runs: x
                subpackages:
                  - name: user-dev
                    pipeline:
                      - uses: split/dev
                """)
            .Package("first-tool").Package("second-tool").Package("binutils").Package("busybox").Package("direct").Package("inherited")
            .Write("pipelines/outer.yaml", "needs:\n  packages: [first-tool]\ninputs:\n  tool:\n    default: nothing\npipeline:\n  - uses: in/ner\n")
            .Write("pipelines/in/ner.yaml", "needs:\n  packages:\n    - ${{inputs.tool}}\n    - ${{inputs.other}}\ninputs:\n  tool: {default: none}\n  other:\n    default: inherited\n");

        Assert.Equal(
            [("first-tool", "outer"), ("second-tool", "in/ner"), ("inherited", "in/ner"), ("binutils", "strip"), ("direct", ""), ("busybox", "split/dev")],
            scratch.Load().Graph("x86_64").NeedsOf("user").Select(need => (need.Package, need.Pipeline)));
    }

    [Fact]
    public void NeedsOf_RuntimeDependencies_OrderNothing()
    {
        using var scratch = new ScratchDistribution().Package("user", inPackage: "  dependencies:\n    runtime: [lib]\n").Package("lib");

        Assert.Empty(scratch.Load().Graph("x86_64").NeedsOf("user"));
        Assert.Equal("lib", Assert.Single(scratch.Load().Configurations["user"].Dependencies.Runtime).Value);
    }

    [Fact]
    public void NeedsOf_Tests_AreLeftOut()
    {
        using var scratch = new ScratchDistribution()
            .Package("user", rest: "test:\n  environment:\n    contents:\n      packages: [lib]\n  pipeline:\n    - uses: no/such/pipeline\n").Package("lib");

        Assert.Empty(scratch.Load().Graph("x86_64").NeedsOf("user"));
    }
}
