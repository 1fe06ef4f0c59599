using System.Text;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Tests.Config.Yaml;

public sealed class TextSkimmerTests
{
    [Fact]
    public void Skim_Configuration_KeepsWhatIsRead()
    {
        const string Text = """
            package:
              name: x
              copyright:
              - license: MIT
                attestation: |
                  text
              version: 1
              scriptlets:
                trigger:
                  script: |
                    name: no
              epoch: 3
            update:
              enabled: true

              # comment
            - odd
            pipeline:
              - runs: |
                  uses: no

                  - uses: neither
              - name: a step
                runs: >-
                  text
                uses: strip
              - with:
                  runs: |
                    kept or not
                uses: fetch
            subpackages:
              - name: x-dev
                description: left out
                test:
                  pipeline:
                    - uses: no
                pipeline:
                  - uses: split/dev
                if: a == b
              - description: it begins the item
                name: x-doc
            vars:
              update:
                more
              runs: |
                kept
            test:
              name: no
            """;

        var skimmed = Skim(Text);

        Assert.Equal(Text.Split('\n').Length, skimmed.Split('\n').Length);
        Assert.DoesNotContain("no", skimmed, StringComparison.Ordinal);
        Assert.DoesNotContain("license", skimmed, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", skimmed, StringComparison.Ordinal);
        Assert.DoesNotContain("neither", skimmed, StringComparison.Ordinal);
        foreach (var kept in new[] { "  version: 1", "  epoch: 3", "    uses: strip", "    uses: fetch", "      - uses: split/dev", "    if: a == b", "  - description: it begins", "    more", "    kept", "- runs: |" })
        {
            Assert.Contains(kept, skimmed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_LongFile_IsAsIfWhole()
    {
        var filler = string.Concat(Enumerable.Repeat("      echo filler filler filler\n", 50));
        var configuration = ConfigurationReaderTests.Read(
            "package:\n  name: x\n  version: 1\npipeline:\n  - runs: |\n" + filler + "  - uses: strip\n  - runs: |\n" + filler + "    needs:\n      packages: [a]\n");

        Assert.Equal([(2, 56), (3, 57)], configuration.Pipeline.Select(step => (step.Number, step.Line)));
        Assert.Equal("a", Assert.Single(configuration.Pipeline[1].Needs).Value);
    }

    [Fact]
    public void Read_AnchorInWhatIsLeftOut_StillCounts()
    {
        var filler = string.Concat(Enumerable.Repeat("# filler filler filler filler\n", 30));
        var configuration = ConfigurationReaderTests.Read(
            filler + "update:\n  list: &list [a, b]\npackage:\n  name: x\n  version: 1\nenvironment:\n  contents:\n    packages: *list\n");

        Assert.Equal(2, configuration.EnvironmentPackages.Count);
    }

    [CorpusFact]
    public void Read_RealConfigurations_AreTheSameSkimmedAndWhole()
    {
        foreach (var file in Directory.EnumerateFiles(Corpus.Of2026, "*.yaml").Concat(Directory.EnumerateFiles(Corpus.Of2023, "*.yaml")).Where(IsOne))
        {
            var bytes = File.ReadAllBytes(file);
            var whole = Describe(bytes.Append((byte)'\r').ToArray());

            Assert.Equal(whole, Describe(bytes));
        }

        static bool IsOne(string file) => !Path.GetFileName(file).StartsWith('.');
    }

    private static string Describe(byte[] bytes) =>
        System.Text.Json.JsonSerializer.Serialize(ConfigurationReaderTests.Read(bytes));

    private static string Skim(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var target = new byte[bytes.Length];
        return Encoding.UTF8.GetString(target, 0, TextSkimmer.Skim(bytes, target));
    }
}
