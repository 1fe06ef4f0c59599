namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>
/// The processes of one attempt: found by their session and by the variable <c>WOLFICTL_JOB</c> that every one of them inherits, so that also those are found
/// that made a session of their own, and those of a scheduler that is gone.
/// </summary>
internal sealed class JobProcesses(JobKey job, TimeProvider clock)
{
    public const string Variable = "WOLFICTL_JOB";
    private static readonly TimeSpan MostKilling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks them to end, waits for <paramref name="grace"/>, then kills whatever is left, until nothing is.</summary>
    public async Task StopAsync(int? session, TimeSpan grace)
    {
        if (session is not null && Find(session) is { Count: > 0 } running)
        {
            foreach (var pid in running)
            {
                ProcessSignals.Send(pid, ProcessSignals.Terminate);
            }

            var asked = clock.GetTimestamp();
            while (Find(session).Count > 0 && clock.GetElapsedTime(asked) < grace)
            {
                await Task.Delay(Pause, clock).ConfigureAwait(false);
            }
        }

        IReadOnlyList<int> left;
        var killing = clock.GetTimestamp();
        while ((left = Find(session)).Count > 0)
        {
            foreach (var pid in left)
            {
                ProcessSignals.Send(pid, ProcessSignals.Kill);
            }

            if (clock.GetElapsedTime(killing) > MostKilling)
            {
                throw new EngineException($"processes {string.Join(", ", left)} of {job} can't be killed: another user's, or stuck in the kernel. End them by hand.");
            }

            await Task.Delay(Pause, clock).ConfigureAwait(false);
        }
    }

    private IReadOnlyList<int> Find(int? session) => ProcessTable.Belonging($"{Variable}={job}", session);
}
