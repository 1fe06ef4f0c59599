using System.Diagnostics;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>wolfictl alone: no broker, no registry.</summary>
public sealed class EmbeddedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Submit_TwoPackages_ShowsPlanProgressAndFiles()
    {
        var submit = await RunAsync("submit", "-d", Checkout.TinyDistro, "--out", _folder["out"], "greet", "farewell");
        Assert.True(submit.ExitCode == 0, submit.ErrorText);
        Assert.Contains("2 asked for, 3 needed by them, 0 found in a repository (name one with -r)", submit.ErrorText, StringComparison.Ordinal);
        Assert.Contains("| built packages/", submit.ErrorText, StringComparison.Ordinal);
        Assert.Contains("succeeded", submit.OutputText, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_folder["out"], "farewell-*.apk", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetDirectories(_folder["state/wolfictl/runs"], "oci", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Submit_OfTheSameSourcesTwice_MakesTheSameBytes()
    {
        foreach (var run in new[] { "a", "b" })
        {
            Assert.Equal(0, (await RunAsync("submit", "-d", Checkout.TinyDistro, "--out", _folder[run], "libgreet")).ExitCode);
        }

        var files = Directory.GetFiles(_folder["a"], "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(f.Replace(_folder["a"], _folder["b"], StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Interrupt_LeavesNoProcessBehindAndExits130()
    {
        await using var submit = Start(newSession: true, "submit", "-d", Slow(), "--out", _folder["out"], "moon-phase");
        var processes = await BuildProcessesAsync();
        submit.Send(Signal.Interrupt);
        Assert.Equal(130, (await submit.WaitForExitAsync()).ExitCode);
        Assert.Empty(ProcessTable.LivingIn(_folder));
        Assert.DoesNotContain(processes, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task Kill_IsCleanedUpByTheNextRun()
    {
        await using var submit = Start(newSession: true, "submit", "-d", Slow(), "--out", _folder["out"], "moon-phase");
        var processes = await BuildProcessesAsync();
        submit.Send(Signal.Kill);
        await submit.WaitForExitAsync();
        var next = await RunAsync("submit", "-d", Checkout.TinyDistro, "--out", _folder["out"], "tiny-baselayout");
        Assert.True(next.ExitCode == 0, next.ErrorText);
        Assert.Contains("was interrupted", next.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain(processes, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task SecondInterrupt_KillsWhatDoesNotWantToEnd()
    {
        var stubborn = Slow();
        var script = Path.Combine(stubborn, "pack-stand-in.sh");
        File.WriteAllText(script, File.ReadAllText(script).Replace("set -eu\n", "set -eu\ntrap '' TERM\n", StringComparison.Ordinal));
        await using var submit = Start(newSession: true, "submit", "-d", stubborn, "--out", _folder["out"], "moon-phase");
        var processes = await BuildProcessesAsync();
        submit.Send(Signal.Interrupt);
        await submit.WaitForLineAsync("press Ctrl-C again");
        submit.Send(Signal.Interrupt);
        Assert.Equal(130, (await submit.WaitForExitAsync()).ExitCode);
        Assert.DoesNotContain(processes, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task EarlierRunThatCannotBeRead_StopsNoOther()
    {
        _folder.Write("state/wolfictl/runs/01890a5d-ac96-774b-bcce-b302099a8057/scheduler.db", new string('x', 10_000));
        var submit = await RunAsync("submit", "-d", Checkout.TinyDistro, "--out", _folder["out"], "tiny-baselayout");
        Assert.True(submit.ExitCode == 0, submit.ErrorText);
        Assert.Contains("can't be closed", submit.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WithoutMelangeAndWithoutTheDeclaration_StopsBeforePlanning()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, ".wolfictl.yaml"));
        var submit = await RunAsync("submit", "-d", copy, "moon-phase");
        Assert.Equal(2, submit.ExitCode);
        Assert.Contains("melange is not installed", submit.ErrorText, StringComparison.Ordinal);
        Assert.Contains("make demo", submit.ErrorText, StringComparison.Ordinal);
        Assert.Empty(submit.Output);
    }

    private string Copy()
    {
        var folder = _folder.CreateFolder(Guid.NewGuid().ToString("N"));
        using var copy = new TemporaryFolder();
        copy.CopyFrom(Checkout.TinyDistro);
        foreach (var entry in new DirectoryInfo(copy).GetFileSystemInfos())
        {
            Directory.Move(entry.FullName, Path.Combine(folder, entry.Name));
        }

        return folder;
    }

    private string Slow()
    {
        var copy = Copy();
        var file = Path.Combine(copy, "moon-phase.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("pipeline:\n", "vars:\n  stand-in-seconds: \"600\"\n\npipeline:\n", StringComparison.Ordinal));
        return copy;
    }

    private async Task<IReadOnlyList<int>> BuildProcessesAsync()
    {
        IReadOnlyList<int> found;
        var patience = Stopwatch.StartNew();
        while ((found = ProcessTable.LivingIn(_folder["state"])).Count < 3)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "the long build did not start");
            await Task.Delay(50);
        }

        return found;
    }

    private ChildProcess Start(bool newSession, params string[] arguments) =>
        ChildProcess.Start(Farm.Executable("wolfictl"), arguments, environment: Environment, newSession: newSession);

    private Task<FinishedProcess> RunAsync(params string[] arguments) => ChildProcess.RunAsync(Farm.Executable("wolfictl"), arguments, environment: Environment);

    private Dictionary<string, string?> Environment => new()
    {
        ["WOLFICTL_QUEUE"] = null,
        ["REPO"] = null,
        ["XDG_STATE_HOME"] = _folder["state"],
    };
}
