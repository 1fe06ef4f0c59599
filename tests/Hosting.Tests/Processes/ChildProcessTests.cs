using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.Hosting.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task Run_Process_CollectsLinesAndStatus()
    {
        using var folder = new TemporaryFolder();
        var finished = await ChildProcess.RunAsync(
            "sh", ["-c", "pwd; echo \"$WORD\" >&2; exit 3"], folder, new Dictionary<string, string?> { ["WORD"] = "two words" });

        Assert.Equal(3, finished.ExitCode);
        Assert.Equal([folder.Path], finished.Output);
        Assert.Equal(["two words"], finished.Errors);
    }

    [Theory]
    [InlineData(Signal.Interrupt, 5)]
    [InlineData(Signal.Terminate, 6)]
    [InlineData(Signal.Kill, 128 + 9)]
    public async Task Send_Signal_ReachesTheProcess(Signal signal, int expected)
    {
        await using var process = ChildProcess.Start("sh", ["-c", "trap 'exit 5' INT; trap 'exit 6' TERM; echo ready; while :; do sleep 0.1; done"]);
        await process.WaitForLineAsync("ready");

        process.Send(signal);

        Assert.Equal(expected, (await process.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task Send_WholeGroup_ReachesTheChildrenToo()
    {
        await using var process = ChildProcess.Start("sh", ["-c", "sleep 600 & echo $!; wait"], newSession: true);
        var child = int.Parse(await process.WaitForLineAsync(_ => true), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(ProcessTable.IsAlive(child));

        process.Send(Signal.Kill, wholeGroup: true);

        Assert.Equal(128 + 9, (await process.WaitForExitAsync()).ExitCode);
        await ProcessTable.WaitUntilGoneAsync([child], TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task LivingIn_ProcessOfAFolder_IsFoundUntilItEnds()
    {
        using var folder = new TemporaryFolder();
        await using var process = ChildProcess.Start("sh", ["-c", "echo up; exec sleep 600"], folder.CreateFolder("a/b"));
        await process.WaitForLineAsync("up");
        Assert.Equal([process.Id], ProcessTable.LivingIn(folder));

        process.Send(Signal.Kill);
        await process.WaitForExitAsync();

        Assert.Empty(ProcessTable.LivingIn(folder));
    }

    [Fact]
    public async Task WaitForLine_ProcessEndsWithoutIt_ShowsWhatItWrote()
    {
        await using var process = ChildProcess.Start("sh", ["-c", "echo something else"]);

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => process.WaitForLineAsync("never"));

        Assert.Contains("something else", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForExit_ProcessStays_ShowsWhatItWrote()
    {
        await using var process = ChildProcess.Start("sh", ["-c", "echo up; sleep 600"]);
        await process.WaitForLineAsync("up");

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => process.WaitForExitAsync(TimeSpan.FromMilliseconds(50)));

        Assert.Contains("up", thrown.Message, StringComparison.Ordinal);
    }
}
