using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Waiting;

/// <summary>The end of a build for people: each package, then the build, then what to look at.</summary>
internal static class CompletionText
{
    /// <summary>All of it.</summary>
    public static void Write(TextWriter writer, BuildCompleted completed, IReadOnlyList<string>? files)
    {
        foreach (var job in completed.Jobs)
        {
            writer.WriteLine($"{job.Architecture.MelangeName()}: {Describe(job)}");
            Table.Write(writer, "  ", [.. job.Packages.Select(p => new[] { p.Outcome.ToString(), p.Package.Value, p.FullVersion, p.Message ?? p.Digest ?? "" })]);
            if (job.Outcome == BuildOutcome.Failed && job.LogLocation is { } log)
            {
                writer.WriteLine($"  log: {log}");
            }

            if (files is null && job.Outputs is { } outputs)
            {
                writer.WriteLine($"  outputs: {outputs}");
            }
        }

        if (files is { Count: > 0 })
        {
            writer.WriteLine("files:");
            foreach (var file in files)
            {
                writer.WriteLine($"  {Path.GetRelativePath(Environment.CurrentDirectory, file)}");
            }
        }

        var message = completed.Message is { } why ? $": {why}" : "";
        writer.WriteLine($"build {completed.BuildId} {completed.Outcome.ToString().ToLowerInvariant()}{(completed.Outcome == BuildOutcome.Failed ? $" ({completed.Reason})" : "")}{message}");
    }

    /// <summary>One architecture in a line: how it ended, how long it took, how many packages came to what.</summary>
    public static string Describe(JobResult job)
    {
        var took = job.StartedAt is { } start && job.FinishedAt is { } end ? string.Create(CultureInfo.InvariantCulture, $" in {(end - start).TotalSeconds:0.0} s") : "";
        var counts = string.Join(", ", job.Packages
            .GroupBy(p => p.Outcome)
            .OrderBy(g => g.Key)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Words(g.Key)}")));
        var why = job.Message is { } message ? $" ({message})" : "";
        return $"{job.Outcome.ToString().ToLowerInvariant()}{took}{(counts.Length > 0 ? ": " + counts : "")}{why}";
    }

    private static string Words(PackageOutcome outcome) => outcome switch
    {
        PackageOutcome.AlreadyThere => "already there",
        PackageOutcome.NotTried => "not tried",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
