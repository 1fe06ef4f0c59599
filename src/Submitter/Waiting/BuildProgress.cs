using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Logs;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Waiting;

/// <summary>Says what happens to a build as it happens.</summary>
internal sealed class BuildProgress(StatusLine status)
{
    private readonly Dictionary<Architecture, string> _states = [];

    /// <summary>An event of the build.</summary>
    public void OnEvent(object message)
    {
        switch (message)
        {
            case BuildStarted started:
                OnStarted(started);
                break;
            case JobStarted job:
                status.Write($"{job.Architecture.MelangeName()}: started on the {job.Engine} engine{(job.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {job.Attempt}") : "")}");
                Set(job.Architecture, "running");
                break;
            case JobCompleted job:
                status.Write($"{job.Result.Architecture.MelangeName()}: {CompletionText.Describe(job.Result)}");
                Set(job.Result.Architecture, job.Result.Outcome.ToString().ToLowerInvariant());
                break;
        }
    }

    /// <summary>A line that the build printed.</summary>
    public void OnLogLine(JobLogLine line) => status.Write($"{line.Job.Architecture.MelangeName()} | {line.Text}");

    /// <summary>Ctrl-C was pressed.</summary>
    public void Cancelling()
    {
        status.Write("cancelling; press Ctrl-C again to leave at once");
        status.Set("cancelling");
    }

    private void OnStarted(BuildStarted started)
    {
        foreach (var difference in started.PlanDifferences)
        {
            status.Write($"{difference.Architecture.MelangeName()}: the scheduler's plan differs from the one made here ({Count(difference.Scheduler)} packages there, {Count(difference.Submitter)} here); the scheduler's is built");
        }

        foreach (var plan in started.Plan)
        {
            Set(plan.Architecture, "waiting for a place");
        }
    }

    private static string Count(PlanSummary? plan) => (plan?.Packages ?? 0).ToString(CultureInfo.InvariantCulture);

    private void Set(Architecture architecture, string state)
    {
        _states[architecture] = state;
        status.Set(string.Join(", ", _states.Select(s => $"{s.Key.MelangeName()} {s.Value}")));
    }
}
