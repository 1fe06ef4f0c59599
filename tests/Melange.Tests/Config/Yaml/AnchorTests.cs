using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Tests.Config.Yaml;

public sealed class AnchorTests
{
    [Fact]
    public void Read_Aliases_StandForTheirNodes()
    {
        var configuration = ConfigurationReaderTests.Read("""
            package: {name: x, version: &v 1.2}
            environment:
              contents:
                packages: &tools [make, &cc gcc]
            unknown:
              where: &build
                - uses: fetch
                  with: &with {uri: "u", extract: *v}
                - uses: other
                  with: *with
            pipeline: *build
            subpackages:
              - &sub
                name: x-dev
                pipeline: *build
              - *sub
            vars:
              a: *cc
            """);

        Assert.Equal(["make", "gcc"], configuration.EnvironmentPackages.Select(text => text.Value));
        Assert.Equal(["fetch", "other"], configuration.Pipeline.Select(step => step.Uses!.Value));
        Assert.Equal(["u", "1.2"], configuration.Pipeline[1].With.Select(input => input.Text.Value));
        Assert.Equal(["x-dev", "x-dev"], configuration.Subpackages.Select(subpackage => subpackage.Name.Value));
        Assert.Equal(2, configuration.Subpackages[1].Pipeline.Count);
        Assert.Equal("gcc", configuration.Variables["a"].Value);
    }

    [Theory]
    [InlineData("{<<: *base, b: own}", "from-base,own,")]
    [InlineData("{b: own, <<: *base}", "from-base,own,")]
    [InlineData("{<<: [*second, *base]}", "from-second,from-base-too,c")]
    [InlineData("{<<: [*base, *second], a: own}", "own,from-base-too,c")]
    [InlineData("{<<: {a: in-place, b: in-place}, b: own}", "in-place,own,")]
    [InlineData("{b: own, <<: {a: in-place, b: in-place}}", "in-place,own,")]
    [InlineData("{<<: *merged}", "from-base,over,")]
    [InlineData("{<<: }", ",,")]
    public void Read_Merge_GivesWhatIsNotWrittenOut(string vars, string expected)
    {
        var configuration = ConfigurationReaderTests.Read($$"""
            package: {name: x, version: 1}
            unknown:
              - &base {a: from-base, b: from-base-too}
              - &second {a: from-second, c: c}
              - &merged {<<: *base, b: over}
            vars: {{vars}}
            """);

        Assert.Equal(
            expected,
            string.Join(',', new[] { "a", "b", "c" }.Select(name => configuration.Variables.TryGetValue(name, out var value) ? value.Value : "")));
    }

    [Fact]
    public void Read_AnchorGivenAgain_MeansTheLastOne()
    {
        var configuration = ConfigurationReaderTests.Read("package: {name: x, version: 1}\nvars:\n  a: &x 1\n  b: *x\n  c: &x 2\n  d: *x\n");

        Assert.Equal(["1", "1", "2", "2"], configuration.Variables.Values.Select(value => value.Value));
    }

    [Theory]
    [InlineData("pipeline: &a\n  - pipeline: *a\n", "An alias stands inside the very node that it names.")]
    [InlineData("vars: &a\n  <<: *a\n", "merges itself")]
    [InlineData("vars:\n  <<: text\n", "must be a list")]
    [InlineData("other: &a [x]\nvars:\n  <<: *a\n", "must be a mapping")]
    [InlineData("vars:\n  <<: [{a: b}]\n", "must be an alias")]
    public void Read_BadAlias_IsRefused(string rest, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<YamlProblemException>(() => ConfigurationReaderTests.Read("package: {name: x, version: 1}\n" + rest)).Message,
            StringComparison.Ordinal);
}
