namespace Wolfictl.Melange.Tests.Config.Substitution;

public sealed class VariableTests
{
    [Theory]
    [InlineData("${{package.name}}", "it")]
    [InlineData("${{package.version}}", "3.14.2")]
    [InlineData("${{package.epoch}}", "7")]
    [InlineData("${{package.full-version}}", "3.14.2-r7")]
    [InlineData("${{ vars.major }}", "3")]
    [InlineData("${{vars.deep}}", "v3-14-x")]
    [InlineData("${{vars.threaded}}", "3.14t")]
    [InlineData("${{build.arch}}", "x86_64")]
    [InlineData("${{build.goarch}}", "amd64")]
    [InlineData("${{host.triplet.gnu}}", "x86_64-pc-linux-gnu")]
    [InlineData("${{host.triplet.rust}}", "x86_64-unknown-linux-gnu")]
    [InlineData("a-${{vars.major}}.${{vars.minor}}-b", "a-3.14-b")]
    [InlineData("so:lib${{vars.empty}}x", "so:libx")]
    [InlineData("$${{vars.major}}", "$3")]
    [InlineData("${{unended", "${{unended")]
    [InlineData("a}}b", "a}}b")]
    public void Substitute_Variable_HasItsValue(string text, string expected)
    {
        using var scratch = Package($"environment:\n  contents:\n    packages:\n      - 'p{text}'\n");

        Assert.Equal("p" + expected, Assert.Single(scratch.Load().Expand("x86_64").Packages[0].Needs).Name);
    }

    [Theory]
    [InlineData("${{vars.nope}}", "The variable ${{vars.nope}} is not defined.")]
    [InlineData("${{nonsense}}", "The variable ${{nonsense}} is not defined.")]
    [InlineData("${{range.key}}", "The variable ${{range.key}} is not defined.")]
    [InlineData("${{inputs.x}}", "The variable ${{inputs.x}} is not defined.")]
    [InlineData("${{package.color}}", "The variable ${{package.color}} is not defined.")]
    [InlineData("${{targets.destdir}}", "known only in a build")]
    [InlineData("${{vars.circle}}", "The variable ${{vars.circle}} refers to itself.")]
    public void Substitute_Unknown_NamesItself(string text, string expected)
    {
        using var scratch = Package($"environment:\n  contents:\n    packages:\n      - '{text}'\n");

        var problem = Assert.Single(Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Problems);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal("it.yaml", problem.File);
        Assert.True(problem.Line > 1 && problem.Column > 1);
    }

    [Fact]
    public void Substitute_UnknownInAStep_NamesFileLineAndStep()
    {
        using var scratch = Package("""
            pipeline:
              - runs: echo
              - pipeline:
                  - uses: needy
                    with:
                      tool: ${{vars.nope}}
            """).Write("pipelines/needy.yaml", "needs:\n  packages: ['${{inputs.tool}}']\n");

        var problem = Assert.Single(Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Problems);

        Assert.Equal("Step 2.1 (needy): The variable ${{vars.nope}} is not defined.", problem.Message);
        Assert.Equal(("it.yaml", 28), (problem.File, problem.Line));
    }

    [Fact]
    public void Expand_UnknownPipeline_IsRefusedByName()
    {
        using var scratch = Package("pipeline:\n  - uses: ../../etc/passwd\n  - uses: cmake/biuld\n");

        var problems = Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Problems;

        Assert.Equal(2, problems.Count);
        Assert.Contains("There is no pipeline \"cmake/biuld\"", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_PipelineThatUsesItself_IsRefused()
    {
        using var scratch = Package("pipeline:\n  - uses: round\n").Write("pipelines/round.yaml", "pipeline:\n  - uses: round\n");

        Assert.Contains(
            "more than 32 deep",
            Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_Range_MakesASubpackagePerItemInOrder()
    {
        using var scratch = Package("""
            data:
              - name: parts
                items:
                  zz: ${{vars.letter}}-${{range.key}}
                  aa: first
                  mm:
              - name: none
                items: {}
            subpackages:
              - range: parts
                name: ${{package.name}}-${{range.key}}
                if: ${{range.key}} != 'mm'
                dependencies:
                  provides:
                    - alias-${{range.value}}=${{package.full-version}}
                  provider-priority: ${{vars.minor}}
              - range: none
                name: it-${{range.key}}
              - name: it-${{build.arch}}
                if: ${{build.arch}} == 'aarch64'
            """);
        var distribution = scratch.Load();

        var intel = distribution.Expand("x86_64").Packages[0].Subpackages;
        Assert.Equal(["it-aa", "it-zz"], intel.Select(subpackage => subpackage.Name));
        Assert.Equal(["alias-first"], intel[0].Provides);
        Assert.Equal(["alias-x-zz"], intel[1].Provides);
        Assert.Equal(14, intel[0].ProviderPriority);
        Assert.Equal(["it-aa", "it-zz", "it-aarch64"], distribution.Expand("aarch64").Packages[0].Subpackages.Select(subpackage => subpackage.Name));
    }

    [Fact]
    public void Expand_RangeItemOfItself_IsRefused()
    {
        using var scratch = Package("data:\n  - name: d\n    items: {k: \"${{range.value}}\"}\nsubpackages:\n  - range: d\n    name: x${{range.value}}\n");

        Assert.Single(Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Problems);
    }

    [Fact]
    public void Expand_RangeOverNoData_IsRefused()
    {
        using var scratch = Package("subpackages:\n  - range: nothing\n    name: x\n");

        Assert.Contains(
            "The range \"nothing\" names no item of data.",
            Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("-dash")]
    [InlineData("$(touch x)")]
    public void Expand_SubpackageNameThatIsNone_IsRefused(string name)
    {
        using var scratch = Package($"subpackages:\n  - name: '{name}'\n");

        Assert.Contains("does not match", Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_TransformThatIsNotGos_IsRefusedWhereItStands()
    {
        using var scratch = new ScratchDistribution().Write("it.yaml", """
            package: {name: it, version: 1}
            environment:
              contents:
                packages: ["${{vars.bad}}"]
            var-transforms:
              - from: ${{package.version}}
                match: (?=a)
                replace: b
                to: bad
            """);

        var problem = Assert.Single(Assert.Throws<Melange.Config.ConfigurationException>(() => scratch.Load().Expand("x86_64")).Problems);

        Assert.Equal(("it.yaml", 7, 12), (problem.File, problem.Line, problem.Column));
        Assert.Contains("vars.bad is not one of Go's", problem.Message, StringComparison.Ordinal);
    }

    private static ScratchDistribution Package(string rest) => new ScratchDistribution().Write("it.yaml", """
        package:
          name: it
          version: 3.14.2
          epoch: 7
        vars:
          empty:
          deep: v${{vars.dashed}}-${{vars.letter}}
          letter: x
          circle: ${{vars.other-circle}}
          other-circle: ${{vars.circle}}
        var-transforms:
          - from: ${{package.version}}
            match: ^(\d+)\.(\d+).*
            replace: $1.$2
            to: short
          - from: ${{vars.short}}
            match: (.*)
            replace: ${1}t
            to: threaded
          - {from: "${{vars.short}}", match: '\.', replace: '-', to: dashed}
          - {from: "${{vars.short}}", match: '\..*', replace: '', to: major}
          - {from: "${{vars.short}}", match: '.*\.', replace: '', to: minor}

        """ + rest);
}
