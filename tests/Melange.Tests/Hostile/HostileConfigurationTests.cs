using System.Diagnostics;
using System.Text;
using Wolfictl.Melange.Config.Pipelines;

namespace Wolfictl.Melange.Tests.Hostile;

/// <summary>Files that ask for hours or gigabytes. The limit here is ten times what is promised, for slow and busy machines.</summary>
public sealed class HostileConfigurationTests
{
    private const string Head = "package: {name: x, version: 1.2.3, epoch: 0}\n";
    private const int OneMegabyte = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static TheoryData<string, string, string?> Texts => new()
    {
        { "billion laughs in text", Laughs(i => $"  a{i}: &a{i} [{Repeat($"*a{i - 1}, ", 9)}*a{i - 1}]\n", "  a0: &a0 [lol]\n", "vars: *a9\n"), "must be a mapping" },
        { "billion laughs in needs", Laughs(i => $"  a{i}: &a{i} [{Repeat($"*a{i - 1}, ", 9)}*a{i - 1}]\n", "  a0: &a0 [lol]\n", "environment: {contents: {packages: *a9}}\n"), "must be text" },
        { "billion laughs in steps", Laughs(i => $"  a{i}: &a{i} [{Repeat($"{{pipeline: *a{i - 1}}}, ", 10)}]\n", "  a0: &a0 [{uses: strip}]\n", "pipeline: *a9\n"), "aliases of this file expand" },
        { "billion laughs in merges", Laughs(i => $"  a{i}: &a{i} {{{Repeat($"<<: *a{i - 1}, ", 10)}k{i}: v}}\n", "  a0: &a0 {k: v}\n", "vars: *a9\n"), "aliases of this file expand" },
        { "billion laughs not read", Laughs(i => $"  a{i}: &a{i} [{Repeat($"*a{i - 1}, ", 9)}*a{i - 1}]\n", "  a0: &a0 [lol]\n", "other: *a9\n"), null },
        { "deep flow lists", Head + "a: " + new string('[', 10_000), "nested more than 64 deep" },
        { "deep flow maps", Head + "a: " + Repeat("{a: ", 10_000), "nested more than 64 deep" },
        { "deep block lists", Head + "environment:\n  a: \n    " + Repeat("- ", 10_000) + "x", "nested more than 64 deep" },
        { "deep block maps", Head + "environment:\n" + string.Concat(Enumerable.Range(1, 1000).Select(i => new string(' ', i) + "a:\n")), "nested more than 64 deep" },
        { "deep complex keys", Head + Repeat("? ", 10_000) + "x", "" },
        { "deep nested steps", Head + "pipeline: " + Repeat("[{pipeline: ", 1000), "nested more than 64 deep" },
        { "huge file", Head + "# " + new string('x', 100_000_000), "at most 1048576 are read" },
        { "long plain scalar", Fill(Head + "description: ", "word ", "\n"), null },
        { "long quoted scalar", Fill(Head + "other: \"", "\\u0041", "\"\n"), null },
        { "long unclosed scalar", Fill(Head + "other: \"", "a\n ", ""), "" },
        { "long block scalar", Fill(Head + "other: |\n", "  line\n", ""), null },
        { "long comment", Fill(Head, "# comment\n", ""), null },
        { "many keys", Head + "vars:\n" + string.Concat(Enumerable.Range(0, 70_000).Select(i => $"  v{i}: a\n")), null },
        { "many anchors", Head + "other:\n" + string.Concat(Enumerable.Range(0, 70_000).Select(i => $"- &a{i} a\n")), null },
        { "many nested anchors", Head + "other: " + string.Concat(Enumerable.Range(0, 50).Select(i => $"&a{i} [")) + Repeat("a, ", 300_000) + new string(']', 50) + "\n", null },
        { "many aliases", Head + "other:\n- &a x\n" + Repeat("- *a\n", 200_000) + "environment: {contents: {packages: [*a]}}\n", null },
        { "many empty lines", Fill(Head, "\n", ""), null },
        { "many documents", Fill(Head, "---\n", ""), null },
        { "many colons", Fill(Head + "a", ":", ""), "" },
        { "many dashes", Fill(Head, "-", ""), "" },
        { "many question marks", Fill(Head, "?\n", ""), "" },
        { "many quotes", Fill(Head + "a: ", "''", ""), null },
        { "many tags", Fill(Head + "a: ", "!", ""), "" },
        { "many percents", Fill("", "%a\n", ""), "" },
        { "long key", Fill(Head, "k", ": v\n"), "" },
        { "variables that double", Head + "vars:\n  v0: lollollol\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"  v{i}: ${{{{vars.v{i - 1}}}}}${{{{vars.v{i - 1}}}}}\n")) + "environment: {contents: {packages: ['${{vars.v60}}']}}\n", "longer than 65536 characters" },
        { "empty variables that double", Head + "vars:\n  v0: ''\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"  v{i}: ${{{{vars.v{i - 1}}}}}${{{{vars.v{i - 1}}}}}\n")) + "environment: {contents: {packages: ['x${{vars.v60}}']}}\n", null },
        { "empty variables that double in transforms", Head + "vars:\n  v0: ''\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"  v{i}: ${{{{vars.v{i - 1}}}}}${{{{vars.v{i - 1}}}}}\n")) + "var-transforms: [{from: '${{vars.v60}}', match: a, replace: b, to: t}]\nenvironment: {contents: {packages: ['x${{vars.t}}']}}\n", "the whole file too long" },
        { "variables in a long chain", Head + "vars:\n  v0: a\n" + string.Concat(Enumerable.Range(1, 30_000).Select(i => $"  v{i}: ${{{{vars.v{i - 1}}}}}\n")) + "environment: {contents: {packages: ['${{vars.v30000}}']}}\n", "" },
        { "transforms in a long chain", Head + "vars: {v0: a}\nvar-transforms:\n" + string.Concat(Enumerable.Range(1, 15_000).Select(i => $"- {{from: '${{{{vars.v{i - 1}}}}}', match: a, replace: a, to: v{i}}}\n")) + "environment: {contents: {packages: ['${{vars.v15000}}']}}\n", null },
        { "transforms that are long", Head + "var-transforms:\n" + string.Concat(Enumerable.Range(0, 900).Select(i => $"- {{from: '{new string('a', 1000)}', match: '{i}|a', replace: '{new string('b', 60)}', to: v}}\n")) + "environment: {contents: {packages: ['${{vars.v}}']}}\n", "" },
        { "a regular expression that blows up", Transform("(a+)+$", new string('a', 40_000) + "!"), null },
        { "a regular expression that blows up slowly", Transform(@"(a*)(a*)(a*)(a*)(a*)(a*)(\d|_)$", new string('a', 40_000)), "takes too long to match" },
        { "a regular expression with look-arounds inside", Transform(@"(\b|a|\B)*c", new string('a', 40_000)), "takes too long to match" },
        { "a huge regular expression", Transform("(((a{1000}){1000}){1000}){1000}", "a"), "" },
        { "a deep regular expression", Transform(new string('(', 3000), "a"), "nested more than" },
        { "a range over huge data", Head + "data:\n- name: d\n  items:\n" + string.Concat(Enumerable.Range(0, 65_000).Select(i => $"    k{i}: v\n")) + "subpackages:\n- range: d\n  name: x-${{range.key}}\n", "more than 10000 subpackages" },
        { "a range over huge data that a condition leaves out", Head + "data:\n- name: d\n  items:\n" + string.Concat(Enumerable.Range(0, 65_000).Select(i => $"    k{i}: v\n")) + "subpackages:\n" + Repeat("- range: d\n  name: x-${{range.key}}\n  if: ${{range.key}} == ''\n", 5), "more than 200000 steps and items of ranges" },
        { "ranges with many steps", Head + "data:\n- name: d\n  items:\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"    k{i}: v\n")) + "subpackages:\n- range: d\n  name: x-${{range.key}}\n  pipeline:\n" + Repeat("  - uses: go/build\n", 1000), "more than 200000 steps and items of ranges" },
        { "a deep condition", Head + "subpackages:\n- name: x-dev\n  if: \"" + new string('(', 1_000_000) + "\"\n", "nested more than 64 deep" },
        { "a long condition", Fill(Head + "subpackages:\n- name: x-dev\n  if: a == a", " && a == a", "\n"), null },
        { "many bad steps", Fill(Head + "pipeline:\n", "- uses: nope/nope\n", ""), "There is no pipeline" },
        { "many bad needs", Fill(Head + "environment:\n  contents:\n    packages:\n", "    - ${{vars.x}}\n", ""), "is not defined" },
    };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Run_HostileText_EndsSoonWithASentence(string name, string text, string? expected)
    {
        var started = Stopwatch.GetTimestamp();

        var problem = Trial.Run(text);

        Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"{name} took {Stopwatch.GetElapsedTime(started)}");
        if (expected is null)
        {
            Assert.Null(problem);
        }
        else if (expected.Length > 0)
        {
            Assert.Contains(expected, problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)'\n', 0, (byte)'b' }, "NUL byte", 2, 1)]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xC3, 0x28 }, "not in UTF-8", 2, 2)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "NUL byte", 1, 4)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "not in UTF-8", 1, 1)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "empty", 1, 1)]
    [InlineData(new byte[] { 0x1B, (byte)'[', (byte)'1', (byte)'m' }, "A configuration must be a mapping", 1, 1)]
    public void Read_BytesThatAreNoText_SayWhere(byte[] bytes, string expected, int line, int column)
    {
        var refused = Assert.Throws<Melange.Config.Yaml.YamlProblemException>(() => Melange.Tests.Config.ConfigurationReaderTests.Read(bytes));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (refused.Line, refused.Column));
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Fact]
    public void Load_HugeFile_IsRefusedUnread()
    {
        using var scratch = new ScratchDistribution();
        using (var file = File.Create(Path.Combine(scratch.Directory, "huge.yaml")))
        {
            file.SetLength(100_000_000_000);
        }

        Assert.Contains("huge.yaml:1:1: The file has 100000000000 bytes; at most 1048576 are read.", scratch.Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_PipelinesThatFanOut_AreRefusedSoon()
    {
        using var scratch = new ScratchDistribution();
        for (var i = 0; i < 20; i++)
        {
            scratch.Write($"p{i}.yaml", "inputs: {x: {default: y}}\nneeds: {packages: ['${{inputs.x}}']}\npipeline:\n" + Repeat($"  - uses: p{i + 1}\n", 20));
        }

        scratch.Write("p20.yaml", "needs: {packages: [a]}\n");
        var library = new PipelineLibrary(scratch.Directory);
        var started = Stopwatch.GetTimestamp();

        Assert.Contains("more than 200000 steps", Trial.Run(Head + "pipeline:\n- uses: p0\n", library), StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) < Limit);
    }

    private static string Transform(string pattern, string from) =>
        Head + $"var-transforms: [{{from: '{from}', match: '{pattern}', replace: b, to: v}}]\nenvironment: {{contents: {{packages: ['${{{{vars.v}}}}']}}}}\n";

    private static string Laughs(Func<int, string> level, string first, string use) =>
        Head + "laughs:\n" + first + string.Concat(Enumerable.Range(1, 9).Select(level)) + use;

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Fill(string head, string text, string tail) => head + Repeat(text, (OneMegabyte - head.Length - tail.Length) / text.Length) + tail;
}
