using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Wolfictl.Melange.Tests.Hostile;

/// <summary>Real and made-up configurations, mutated: never a crash nor a hang. <c>MELANGE_FUZZ_INPUTS</c> says how many, <c>MELANGE_FUZZ_SEED</c> which.</summary>
public sealed class FuzzTests
{
    private const int InContinuousIntegration = 3000;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);

    private static readonly string[] Pieces =
    [
        "&a ", "*a", "<<: *a", "<<: [*a, *a]", "[", "]", "{", "}", ": ", "- ", "? ", "| ", ">", "\"", "'", "#", "!", "!!str ", "%YAML 1.2\n", "---\n", "...\n", "\t", "\r", "\r\n", "\n",
        "\0", "\uFEFF", "\u2028", "\u0085", "\\U0010FFFF", "~", "null", "true", "1e999", "0x7F", "${{", "}}", "${{vars.a}}", "${{range.key}}", "${{inputs.x}}", "${{build.arch}}",
        "${{package.full-version}}", "range: a", "if: ${{build.arch}} == 'x86_64'", "uses: fetch", "with: ", "pipeline:\n", "    - uses: go/build/v2\n", "needs: {packages: [a]}",
        "match: (a+)+$", "(?P<a>", "{1000}", "[^", "\\", "$1_", "package:", "name: ", "999999999999999999999", "-1",
    ];

    private static readonly string[] Seeds =
    [
        """
        package:
          name: seed
          version: 1.10
          epoch: 3
          dependencies: {provides: ["a=${{package.version}}"], provider-priority: 5}
          target-architecture: [all]
        environment: &e
          contents:
            packages: &p [a, "b=1", !x]
        vars: &v {a: 1, b: "${{vars.a}}"}
        var-transforms:
          - {from: "${{package.version}}", match: '^(\d+)\.(\d+).*', replace: '${1}_$2', to: c}
        data:
          - name: d
            items: {k: v, l:}
        pipeline:
          - uses: fetch
            with: {uri: "https://example.org/${{vars.c}}", expected-none: true}
          - if: ${{build.arch}} == 'x86_64' && (a != b)
            pipeline: &s
              - uses: go/build
                with: {go-package: go}
          - runs: |
              text
        subpackages:
          - range: d
            name: ${{package.name}}-${{range.key}}
            pipeline: *s
          - name: seed-dev
            if: ${{vars.b}} == "1"
            dependencies:
              <<: *v
              provides: *p
        """,
    ];

    [Fact]
    public void Run_MutatedConfigurations_NeverCrashNorHang()
    {
        var count = Number("MELANGE_FUZZ_INPUTS", InContinuousIntegration);
        var seed = Number("MELANGE_FUZZ_SEED", 20260822);
        var texts = Texts();
        var failures = new List<string>();
        for (var i = 0; i < count && failures.Count < 5; i++)
        {
            var random = new Random(unchecked((seed * 31) + i));
            var bytes = Mutate(texts[random.Next(texts.Count)], random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                Trial.Run(bytes);
            }
            catch (Exception e)
            {
                failures.Add($"input {i} of seed {seed}: {e}");
            }

            if (Stopwatch.GetElapsedTime(started) > Hang)
            {
                failures.Add($"input {i} of seed {seed} took {Stopwatch.GetElapsedTime(started)}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static List<byte[]> Texts()
    {
        var texts = Seeds.Select(Encoding.UTF8.GetBytes).ToList();
        if (Corpus.Root is not null)
        {
            texts.AddRange(new[] { Corpus.Of2023, Corpus.Of2026 }
                .SelectMany(directory => Directory.EnumerateFiles(directory, "*.yaml").Order(StringComparer.Ordinal))
                .Where((_, index) => index % 20 == 0)
                .Select(File.ReadAllBytes));
        }

        return texts;
    }

    private static byte[] Mutate(byte[] text, Random random)
    {
        var bytes = text.ToList();
        for (var change = random.Next(1, 8); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    bytes.InsertRange(at, Enumerable.Repeat(bytes.GetRange(at, Math.Min(length, 20)), 50).SelectMany(part => part));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
