using Wolfictl.Contracts;

namespace Wolfictl.Subscriber;

/// <summary>A build in one line.</summary>
internal static class BuildLine
{
    public static string Of(BuildCompleted build)
    {
        var jobs = build.Jobs.Select(Of);
        var end = build.Jobs.Count == 0 && build.Message is { } message ? $": {message}" : "";
        var line = $"BuildCompleted {build.BuildId} {Ended(build.Outcome, build.Reason)}{(build.Jobs.Count > 0 ? ": " : "")}{string.Join("; ", jobs)}{end}";

        // A message may hold what a build wrote: it must not reach the terminal as it is.
        return string.Concat(line.Select(character => char.IsControl(character) ? ' ' : character));
    }

    private static string Of(JobResult job)
    {
        var parts = new List<string>
        {
            $"{Architectures.MelangeName(job.Architecture)} {Ended(job.Outcome, job.Reason)}",
            $"{Count(job, PackageOutcome.Built)} built",
            $"{Count(job, PackageOutcome.AlreadyThere)} already there",
        };
        Tell(job, PackageOutcome.Failed, "failed", parts);
        Tell(job, PackageOutcome.Blocked, "blocked", parts);
        Tell(job, PackageOutcome.NotTried, "not tried", parts);
        if (job.Outputs is { } outputs)
        {
            parts.Add($"outputs {outputs}");
        }

        return string.Join(", ", parts);
    }

    private static string Ended(BuildOutcome outcome, CompletionReason reason) =>
        outcome == BuildOutcome.Succeeded ? $"{outcome}" : $"{outcome} ({reason})";

    private static void Tell(JobResult job, PackageOutcome outcome, string word, List<string> parts)
    {
        if (Count(job, outcome) is > 0 and var count)
        {
            parts.Add($"{count} {word}");
        }
    }

    private static int Count(JobResult job, PackageOutcome outcome) => job.Packages.Count(package => package.Outcome == outcome);
}
