namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>What attempts of a scheduler that is gone left on this machine.</summary>
internal static class LeftOvers
{
    /// <summary>Kills every process of theirs; gives their folders.</summary>
    public static async Task<IReadOnlyList<AttemptFolder>> KillAsync(string workDirectory, TimeProvider clock)
    {
        var folders = new List<AttemptFolder>();
        foreach (var (folder, record) in AttemptFolder.List(workDirectory))
        {
            await new JobProcesses(folder.Job, clock).StopAsync(LivingSession(record), TimeSpan.Zero).ConfigureAwait(false);
            folders.Add(folder);
        }

        return folders;
    }

    /// <summary>The session, unless its number was given to somebody else since.</summary>
    private static int? LivingSession(AttemptRecord record) =>
        record.Session is { } session && (ProcessTable.Stat(session) is not { } leader || leader.StartTime == record.StartTime) ? session : null;
}
