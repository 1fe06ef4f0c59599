using Wolfictl.Contracts;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Engines.Local;
using Wolfictl.TestKit.Processes;
using SchedulerProcesses = Wolfictl.Scheduler.Engines.Local.ProcessTable;

namespace Wolfictl.Scheduler.Tests.Engines.Local;

public sealed class LeftOversTests : IDisposable
{
    private readonly LocalEngineFixture _local = new();
    private readonly JobKey _key = new(BuildId.Of(RequestId.New()), Architecture.X86_64, 2);

    public void Dispose() => _local.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public async Task List_AttemptOfASchedulerThatIsGone_IsKilledAndLost()
    {
        var folder = AttemptFolder.Create(_local.Options.WorkDirectory, _key);
        await using var make = Start(_key, "trap '' TERM; setsid sleep 1000 & echo started; while :; do sleep 1; done");
        await using var other = Start(_key with { Attempt = 3 }, "echo started; sleep 1000");
        await make.WaitForLineAsync("started");
        folder.Write(make.Id, SchedulerProcesses.Stat(make.Id)!.Value.StartTime);
        var running = SchedulerProcesses.Belonging($"WOLFICTL_JOB={_key}", make.Id);
        Assert.InRange(running.Count, 2, 10);

        var sighting = Assert.Single(await _local.Engine.ListAsync(CancellationToken.None));

        Assert.Equal((_key, CompletionReason.Lost, FailureClass.Infrastructure), (sighting.Key, sighting.Ending!.Reason, sighting.Ending.Class));
        Assert.Empty(SchedulerProcesses.Belonging($"WOLFICTL_JOB={_key}", make.Id));
        Assert.False(other.HasExited);

        await _local.Engine.ForgetAsync(_key, CancellationToken.None);
        Assert.False(Directory.Exists(folder.Root));
    }

    [Fact]
    public async Task List_KilledBeforeTheSessionWasRecorded_IsFoundByItsMark()
    {
        AttemptFolder.Create(_local.Options.WorkDirectory, _key);
        await using var make = Start(_key, "echo started; sleep 1000");
        await make.WaitForLineAsync("started");

        await _local.Engine.ListAsync(CancellationToken.None);

        Assert.Empty(SchedulerProcesses.Belonging($"WOLFICTL_JOB={_key}", null));
    }

    [Fact]
    public async Task List_SessionNumberWasGivenAway_LeavesThatProcessAlone()
    {
        var folder = AttemptFolder.Create(_local.Options.WorkDirectory, _key);
        await using var stranger = ChildProcess.Start("sh", ["-c", "echo started; sleep 1000"], newSession: true);
        await stranger.WaitForLineAsync("started");
        folder.Write(stranger.Id, SchedulerProcesses.Stat(stranger.Id)!.Value.StartTime - 1);

        Assert.Single(await _local.Engine.ListAsync(CancellationToken.None));

        Assert.False(stranger.HasExited);
    }

    [Fact]
    public void Folder_WithoutPermissions_IsDeletedAllTheSame()
    {
        var folder = AttemptFolder.Create(_local.Options.WorkDirectory, _key);
        var closed = Directory.CreateDirectory(Path.Combine(folder.Workspace, "a", "b")).FullName;
        File.WriteAllText(Path.Combine(closed, "file"), "");
        File.CreateSymbolicLink(Path.Combine(folder.Workspace, "link"), _local.Folder.CreateFolder("kept"));
        File.SetUnixFileMode(closed, UnixFileMode.None);
        File.SetUnixFileMode(Path.GetDirectoryName(closed)!, UnixFileMode.None);

        folder.Delete();

        Assert.False(Directory.Exists(folder.Root));
        Assert.True(Directory.Exists(_local.Folder["kept"]));
    }

    [Fact]
    public void List_RecordsThatAreNone_AreSkipped()
    {
        var work = Directory.CreateDirectory(_local.Options.WorkDirectory).FullName;
        AttemptFolder.Create(work, _key);
        foreach (var (name, text) in new[] { ("empty", ""), ("half", "{\"build\":"), ("other", "{\"build\":\"x\",\"architecture\":\"x86_64\",\"attempt\":1}") })
        {
            Directory.CreateDirectory(Path.Combine(work, name));
            File.WriteAllText(Path.Combine(work, name, "attempt.json"), text);
        }

        Directory.CreateDirectory(Path.Combine(work, "nothing"));

        Assert.Equal(_key, Assert.Single(AttemptFolder.List(work)).Folder.Job);
    }

    private static ChildProcess Start(JobKey key, string script) =>
        ChildProcess.Start("sh", ["-c", script], environment: new Dictionary<string, string?> { ["WOLFICTL_JOB"] = key.ToString() }, newSession: true);
}
