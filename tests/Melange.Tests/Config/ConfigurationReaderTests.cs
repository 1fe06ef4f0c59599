using System.Text;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Tests.Config;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Read_Everything_IsUnderstood()
    {
        var configuration = Read("""
            package:
              name: brotli
              version: 1.10
              epoch: 2
              description: "a \U0001F4E6 tool"
              target-architecture: [x86_64, arm64]
              resources:
                cpu: 4
                memory: 8Gi
              dependencies:
                runtime: [libc]
                provides:
                  - brotli-tool=1
                provider-priority: 10
              an-unknown-field: [1, {2: 3}]
            environment:
              contents:
                repositories: [https://packages.example/os]
                packages: [busybox, "go~1.25"]
            vars:
              number: 1.20
              flag: true
              nothing: ~
            pipeline:
              - runs: only text
              - uses: fetch
                with: {uri: a, strip-components: 0, expected-none: true}
              - if: ${{build.arch}} == 'x86_64'
                pipeline:
                  - uses: strip
                    needs: {packages: [x]}
            subpackages:
              - name: brotli-dev
                description: left out
                pipeline: [{uses: split/dev}]
                dependencies: null
            test:
              pipeline:
                - uses: [wrong, type]
            update: 5
            """);

        Assert.Equal(("brotli", "1.10", 2, "1.10-r2", "brotli-1.10-r2.apk"), (configuration.Name, configuration.Version, configuration.Epoch, configuration.FullVersion, configuration.ApkFileName));
        Assert.Equal("a 📦 tool", configuration.Description);
        Assert.Equal(new PackageResources("4", "8Gi", null), configuration.Resources);
        Assert.True(configuration.BuildsFor("aarch64"));
        Assert.False(configuration.BuildsFor("riscv64"));
        Assert.Equal(["busybox", "go~1.25"], configuration.EnvironmentPackages.Select(text => text.Value));
        Assert.Equal(("1.20", "true", ""), (configuration.Variables["number"].Value, configuration.Variables["flag"].Value, configuration.Variables["nothing"].Value));
        Assert.Equal([2, 3], configuration.Pipeline.Select(step => step.Number));
        Assert.Equal(["a", "0", "true"], configuration.Pipeline[0].With.Select(input => input.Text.Value));
        Assert.Equal("strip", Assert.Single(configuration.Pipeline[1].Steps).Uses!.Value);
        Assert.Equal("brotli-dev", Assert.Single(configuration.Subpackages).Name.Value);
        Assert.Equal("10", configuration.Dependencies.ProviderPriority!.Value);
    }

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("# only a comment\n", 1, 1, "empty")]
    [InlineData("~", 1, 1, "empty")]
    [InlineData("[a]", 1, 1, "A configuration must be a mapping, but is a list.")]
    [InlineData("text", 1, 1, "A configuration must be a mapping, but is the text \"text\".")]
    [InlineData("other: 1\n", 1, 1, "has no package section")]
    [InlineData("package:\n  version: 1\n", 1, 1, "package.name is missing.")]
    [InlineData("package:\n  name: x\n", 1, 1, "package.version is missing.")]
    [InlineData("package:\n  name: -x\n  version: 1\n", 2, 9, "does not match")]
    [InlineData("package:\n  name: 'x y'\n  version: 1\n", 2, 9, "does not match")]
    [InlineData("package:\n  name: ${{vars.x}}\n  version: 1\n", 2, 9, "does not match")]
    [InlineData("package:\n  name: x\n  version: $(id)\n", 3, 12, "is not one that a file name and a make target can hold")]
    [InlineData("package:\n  name: x\n  version: 1/2\n", 3, 12, "is not one that")]
    [InlineData("package:\n  name: x\n  version: 1\n  epoch: -1\n", 4, 10, "package.epoch must be a whole number")]
    [InlineData("package:\n  name: x\n  version: 1\n  epoch: 1.5\n", 4, 10, "package.epoch must be a whole number")]
    [InlineData("package:\n  name: [x]\n", 2, 9, "package.name must be text, but is a list.")]
    [InlineData("package:\n  name: x\n  version: {a: b}\n", 3, 12, "package.version must be text, but is a mapping.")]
    [InlineData("package: x\n", 1, 10, "package must be a mapping")]
    [InlineData("package:\n  name: x\n  name: y\n", 3, 3, "package has the key \"name\" twice.")]
    [InlineData("package: {name: x, version: 1}\npipeline: {uses: x}\n", 2, 11, "pipeline must be a list")]
    [InlineData("package: {name: x, version: 1}\npipeline: [text]\n", 2, 12, "A pipeline's step must be a mapping")]
    [InlineData("package: {name: x, version: 1}\npipeline:\n  - uses: strip\n    with: [a]\n", 4, 11, "with must be a mapping")]
    [InlineData("package: {name: x, version: 1}\npipeline:\n  - runs: {a: b}\n", 3, 11, "runs must be text")]
    [InlineData("package: {name: x, version: 1}\nenvironment:\n  contents:\n    packages: curl\n", 4, 15, "environment.contents.packages must be a list")]
    [InlineData("package: {name: x, version: 1}\nsubpackages:\n  - range: x\n", 3, 5, "A subpackage has no name.")]
    [InlineData("package: {name: x, version: 1}\ndata:\n  - items: {}\n", 3, 5, "An item of data has no name.")]
    [InlineData("package: {name: x, version: 1}\nvar-transforms:\n  - from: x\n", 3, 5, "has no \"to\"")]
    [InlineData("package: {name: x, version: 1}\nvars:\n  a: [b]\n", 3, 6, "The variable a must be text")]
    [InlineData("package:\n\tname: x\n", 2, 1, "A tab indents this line")]
    [InlineData("package: *nope\n", 1, 10, "The alias *nope has no anchor before it.")]
    [InlineData("? [complex, key]\n: x\n", 1, 3, "A key of A configuration must be text")]
    public void Read_Wrong_SaysWhatAndWhere(string text, int line, int column, string message)
    {
        var refused = Assert.Throws<YamlProblemException>(() => Read(text));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (refused.Line, refused.Column));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Read_LineEnds_AreAllTaken(string end)
    {
        var text = "package:\n  name: x\n  version: 1\nenvironment:\n  contents:\n    packages:\n      - a\n      - b\npipeline:\n  - uses: strip\n"
            .Replace("\n", end, StringComparison.Ordinal);

        var configuration = Read("\uFEFF" + text);

        Assert.Equal(["a", "b"], configuration.EnvironmentPackages.Select(need => need.Value));
        Assert.Equal(10, configuration.Pipeline[0].Line);
    }

    [Fact]
    public void Read_SecondDocument_IsNotRead() => Assert.Equal("x", Read("package: {name: x, version: 1}\n---\npackage: {name: y}\n").Name);

    internal static MelangeConfiguration Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    internal static MelangeConfiguration Read(byte[] bytes) => YamlFile.Parse(bytes, cursor => new ConfigurationReader(cursor, "x.yaml").Read());
}
