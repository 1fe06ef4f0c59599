using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.Hosting.Tests;

public sealed class StateLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_SecondTime_IsNoneUntilReleased()
    {
        var first = StateLock.TryTake(_folder["state"]);
        Assert.NotNull(first);
        Assert.Null(StateLock.TryTake(_folder["state"]));
        using var other = StateLock.TryTake(_folder["other"]);
        Assert.NotNull(other);

        first.Dispose();
        using var second = StateLock.TryTake(_folder["state"]);

        Assert.NotNull(second);
    }

    [Fact]
    public async Task TryTake_AnotherProcessHolds_IsNoneUntilThatIsKilled()
    {
        _folder.Write("state/lock", "");
        await using var holder = ChildProcess.Start("flock", ["--no-fork", _folder["state/lock"], "sh", "-c", "echo held; exec sleep 600"]);
        await holder.WaitForLineAsync("held");
        Assert.Null(StateLock.TryTake(_folder["state"]));

        holder.Send(Signal.Kill);
        await holder.WaitForExitAsync();

        using var taken = StateLock.TryTake(_folder["state"]);
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task Held_ChildProcesses_DoNotInheritIt()
    {
        var held = StateLock.TryTake(_folder["state"]);
        await using var child = ChildProcess.Start("sleep", ["600"]);

        held!.Dispose();
        using var again = StateLock.TryTake(_folder["state"]);

        Assert.NotNull(again);
    }
}
