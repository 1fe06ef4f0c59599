using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>wolfictl plan, as a person and as a program call it.</summary>
public sealed class PlanCommandTests : IDisposable
{
    private static readonly string[] Order = ["tiny-baselayout", "tiny-tools", "libgreet", "greet", "farewell"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Names_AreOneALineInBuildOrder() => Assert.Equal(Order, (await PlanAsync("-o", "names", "farewell")).Output);

    [Fact]
    public async Task Text_TellsTheReasonOfEachPackageAndTheShape()
    {
        var plan = (await PlanAsync("-a", "x86_64", "farewell")).OutputText;
        Assert.StartsWith("1 asked for, 4 needed by them, 0 found in a repository (name one with -r)", plan, StringComparison.Ordinal);
        Assert.Matches("farewell +0.9.1-r0 +asked for", plan);
        Assert.Matches("greet +2.1.0-r1 +needed by farewell", plan);
        Assert.Contains("packages/x86_64/farewell-0.9.1-r0.apk", plan, StringComparison.Ordinal);
        Assert.Contains("x86_64: 5 packages, 2 subpackages,", plan, StringComparison.Ordinal);
        Assert.Contains("depth 5, widest level 1", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HoldsWhatTextTells()
    {
        var plan = JsonDocument.Parse((await PlanAsync("-o", "json", "-a", "arm64", "farewell")).OutputText).RootElement;
        var architecture = Assert.Single(plan.GetProperty("architectures").EnumerateArray());
        Assert.Equal("aarch64", architecture.GetProperty("architecture").GetString());
        Assert.Equal(Order, architecture.GetProperty("packages").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(5, plan.GetProperty("shape")[0].GetProperty("depth").GetInt32());
    }

    [Fact]
    public async Task Make_IsReadByMakeInTheOrderOfThePlan()
    {
        var rules = await PlanAsync("-o", "make", "-a", "x86_64", "farewell");
        _folder.Write("Makefile", rules.OutputText + "\n%.apk:\n\t@echo $@\n");
        var make = await ChildProcess.RunAsync("make", ["--no-print-directory", "packages/x86_64/farewell-0.9.1-r0.apk"], _folder);
        Assert.True(make.ExitCode == 0, make.ErrorText);
        Assert.Equal(Order, make.Output.Select(l => Path.GetFileName(l).Split('-')).Select(parts => string.Join('-', parts[..^2])));
    }

    [Fact]
    public async Task DotAndMermaid_HaveAnEdgeForEachNeed()
    {
        Assert.Contains("\"x86_64/greet\" -> \"x86_64/farewell\";", (await PlanAsync("-o", "dot", "-a", "x86_64", "farewell")).OutputText, StringComparison.Ordinal);
        Assert.Contains("x86_64_3 --> x86_64_4", (await PlanAsync("-o", "mermaid", "-a", "x86_64", "farewell")).OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependents_AreWhatMustBeRebuilt() => Assert.Equal(["libgreet", "greet", "farewell"], (await PlanAsync("-o", "names", "--dependents", "libgreet")).Output);

    [Fact]
    public async Task Durations_GiveTheCriticalPath()
    {
        var file = _folder.Write("durations.json", """{"tiny-baselayout": 60, "tiny-tools": 60, "libgreet": 60, "greet": 60, "farewell": 60, "moon-phase": 30}""");
        var plan = (await PlanAsync("-a", "x86_64", "--durations", file, "--machines", "2")).OutputText;
        Assert.Contains("critical path, 00:05:00: tiny-baselayout → tiny-tools → libgreet → greet → farewell", plan, StringComparison.Ordinal);
        Assert.Contains("2: 00:05:00", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Since_PlansWhatChanged()
    {
        _folder.CopyFrom(Checkout.TinyDistro);
        await GitAsync("init", "-q");
        await GitAsync("add", "-A");
        await GitAsync("commit", "-qm", "one");
        File.AppendAllText(_folder["greet.yaml"], "# changed\n");
        var plan = await RunAsync("plan", "-d", _folder, "-o", "names", "--only", "--since", "HEAD");
        Assert.True(plan.ExitCode == 0, plan.ErrorText);
        Assert.Equal(["greet"], plan.Output);
        var unknown = await RunAsync("plan", "-d", _folder, "--since", "no-such-revision");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("no-such-revision", unknown.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repository_WhoseIndexHasAPackage_SparesIt()
    {
        WriteIndex(_folder.CreateFolder("repo/x86_64"), "P:libgreet\nV:2.1.0-r0\nA:x86_64\n\nP:greet\nV:1.0.0-r0\nA:x86_64\n\n");
        var plan = await PlanAsync("-a", "x86_64", "-r", _folder["repo"], "libgreet", "greet");
        Assert.StartsWith("2 asked for, 2 needed by them, 1 found in a repository", plan.OutputText, StringComparison.Ordinal);
        Assert.DoesNotContain("libgreet-2.1.0-r0.apk", plan.OutputText, StringComparison.Ordinal);
        Assert.Contains("greet-2.1.0-r1.apk", plan.OutputText, StringComparison.Ordinal);
    }

    [RequiresCorpusFact]
    public async Task BrotliAndGitLfs_OfARealDistribution_AreExplained()
    {
        var plan = await RunAsync("plan", "brotli", "git-lfs", "-a", "x86_64", "-d", Corpus.Snapshot("wolfi-os-2023-03-27"));
        Assert.True(plan.ExitCode == 0, plan.ErrorText);
        Assert.StartsWith("2 asked for, 65 needed by them", plan.OutputText, StringComparison.Ordinal);
        Assert.Matches("wget +1.21.3-r4 +needed by brotli \\(for fetch\\)", plan.OutputText);
    }

    [RequiresCorpusFact]
    public async Task RealDistribution_IsCounted()
    {
        // The whole distribution has 433 fetch steps of 427 URIs: 429 of the steps are for both architectures, two for each alone. Melange.Tests explains the other counts.
        var plan = await RunAsync("plan", "-a", "x86_64", "-d", Corpus.Snapshot("wolfi-os-2023-03-27"));
        Assert.True(plan.ExitCode == 0, plan.ErrorText);
        Assert.Matches("x86_64: 472 packages, 906 subpackages, \\d+ edges, \\d+ circles broken, 431 source URIs \\(425 distinct\\)", plan.OutputText);
    }

    private static void WriteIndex(string folder, string text)
    {
        using var file = new GZipStream(File.Create(Path.Combine(folder, "APKINDEX.tar.gz")), CompressionLevel.Fastest);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "APKINDEX") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
    }

    private static async Task<FinishedProcess> PlanAsync(params string[] arguments)
    {
        var plan = await RunAsync(["plan", "-d", Checkout.TinyDistro, .. arguments]);
        Assert.True(plan.ExitCode == 0, plan.ErrorText);
        return plan;
    }

    private static Task<FinishedProcess> RunAsync(params string[] arguments) => ChildProcess.RunAsync(Farm.Executable("wolfictl"), arguments);

    private async Task GitAsync(params string[] arguments)
    {
        var git = await ChildProcess.RunAsync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", .. arguments], _folder);
        Assert.True(git.ExitCode == 0, git.ErrorText);
    }
}
