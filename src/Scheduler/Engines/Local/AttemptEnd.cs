using System.Globalization;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>Words the ending of an attempt.</summary>
internal sealed class AttemptEnd(JobSpec spec, string logLocation, TimeProvider clock)
{
    public JobEnding Cancelled() => Ending(BuildOutcome.Cancelled, CompletionReason.Cancelled, "withdrawn by those who asked for it");

    public JobEnding Failed(CompletionReason reason, string message, int? exitCode) => Ending(BuildOutcome.Failed, reason, message) with { ExitCode = exitCode };

    public JobEnding Infrastructure(string message) => Ending(BuildOutcome.Failed, CompletionReason.EngineFailed, message) with { Class = FailureClass.Infrastructure };

    /// <summary>make ran, or was stopped (no status): the outcome follows from its status and from what is there.</summary>
    public JobEnding Of(int? status, bool cancelled, IReadOnlyList<PackageResult> packages, PublishedOutputs made)
    {
        var missing = packages.Where(p => p.Outcome is not (PackageOutcome.Built or PackageOutcome.AlreadyThere)).ToList();
        var ending = status switch
        {
            null when cancelled => Cancelled(),
            null => Failed(CompletionReason.DeadlineExceeded, string.Create(CultureInfo.InvariantCulture, $"make took longer than {spec.Timeout.TotalMinutes} minutes"), null),
            0 when missing.Count > 0 => Failed(CompletionReason.OutputsMissing, $"make ended well, and yet {Names(missing)} {(missing.Count == 1 ? "is" : "are")} not there", 0),
            0 when made.Problem is { } problem => Failed(CompletionReason.PublishFailed, problem, 0),
            0 => Ending(BuildOutcome.Succeeded, CompletionReason.Completed, null) with { ExitCode = 0 },
            { } code => Failed(CompletionReason.BuildFailed, Told(code, missing), code),
        };
        return ending with { Packages = packages, Outputs = made.Reference };
    }

    private static string Told(int code, List<PackageResult> missing)
    {
        var failed = missing.Where(p => p.Outcome == PackageOutcome.Failed).ToList();
        var status = string.Create(CultureInfo.InvariantCulture, $"make ended with status {code}");
        return failed.Count > 0 ? $"{Names(failed)} failed; {status}" : status;
    }

    private static string Names(List<PackageResult> packages)
    {
        var named = string.Join(", ", packages.Take(5).Select(p => p.Package.Value));
        return packages.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $"{named} and {packages.Count - 5} more") : named;
    }

    private JobEnding Ending(BuildOutcome outcome, CompletionReason reason, string? message) =>
        new() { Outcome = outcome, Reason = reason, Message = message, FinishedAt = clock.GetUtcNow(), LogLocation = logLocation };
}
