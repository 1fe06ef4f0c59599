using Wolfictl.Contracts;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Builds;

/// <summary>Results of jobs, also of those that never ran.</summary>
internal static class JobResults
{
    public static JobResult NothingToDo(JobPlan plan) => new()
    {
        Architecture = plan.Architecture,
        Outcome = BuildOutcome.Succeeded,
        Reason = CompletionReason.NothingToDo,
        Message = plan.AlreadyThere.Count > 0
            ? $"nothing to do: a repository has all {plan.AlreadyThere.Count} packages"
            : $"nothing to do: no package is for {plan.Architecture.MelangeName()}",
        Packages = AlreadyThere(plan),
    };

    public static JobResult Of(Job job, JobEnding ending, JobPlan plan, DateTimeOffset now) => new()
    {
        Architecture = job.Architecture,
        Outcome = ending.Outcome,
        Reason = ending.Reason,
        Message = ending.Message,
        ExitCode = ending.ExitCode,
        Attempts = job.Attempt,
        StartedAt = job.StartedAt,
        FinishedAt = ending.FinishedAt ?? now,
        LogLocation = ending.LogLocation,
        Outputs = ending.Outputs,
        Packages = [.. ending.Packages.Count > 0 ? ending.Packages : NotTried(plan, ending.Message), .. AlreadyThere(plan)],
    };

    public static JobResult Cancelled(Job job, JobPlan plan) =>
        Ended(job, BuildOutcome.Cancelled, CompletionReason.Cancelled, "withdrawn by those who asked for it", null) with { Packages = NotTried(plan, null) };

    public static JobResult Ended(Job job, BuildOutcome outcome, CompletionReason reason, string message, DateTimeOffset? now) => new()
    {
        Architecture = job.Architecture,
        Outcome = outcome,
        Reason = reason,
        Message = message,
        Attempts = job.Attempt,
        StartedAt = job.StartedAt,
        FinishedAt = job.StartedAt is null ? null : now,
    };

    private static PackageResult[] AlreadyThere(JobPlan plan) =>
        [.. plan.AlreadyThere.Select(p => new PackageResult { Package = p.Package, FullVersion = p.FullVersion, Outcome = PackageOutcome.AlreadyThere })];

    private static PackageResult[] NotTried(JobPlan plan, string? why) =>
        [.. plan.Packages.Select(p => new PackageResult { Package = p.Package, FullVersion = p.FullVersion, Outcome = PackageOutcome.NotTried, Message = why })];
}
