using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Scheduler.Engines.Accounting;

/// <summary>Says of each planned package what became of it, from the files that are there and from what make said.</summary>
public static class PackageAccounting
{
    /// <summary>One result a package, in build order.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="before">Names of the apks that were there before make ran.</param>
    /// <param name="after">Whole apks afterwards, by name, with digest and size where they were made.</param>
    /// <param name="findings">What make said.</param>
    /// <param name="exitCode">make's status; none if it was stopped.</param>
    /// <param name="stopped">Why the rest was not tried, where make did not get to its end.</param>
    public static IReadOnlyList<PackageResult> Account(
        JobPlan plan,
        IReadOnlySet<string> before,
        IReadOnlyDictionary<string, (string Digest, long Size)> after,
        MakeFindings findings,
        int? exitCode,
        string? stopped)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(findings);
        var missing = new Dictionary<PackageName, PackageOutcome>();
        var results = new List<PackageResult>(plan.Packages.Count);
        foreach (var package in plan.Packages)
        {
            var result = new PackageResult { Package = package.Package, FullVersion = package.FullVersion, Outcome = PackageOutcome.Built };
            if (before.Contains(package.ApkFileName))
            {
                result = result with { Outcome = PackageOutcome.AlreadyThere };
            }
            else if (after.TryGetValue(package.ApkFileName, out var made))
            {
                result = result with { Digest = made.Digest.Length > 0 ? made.Digest : null, Size = made.Size };
            }
            else
            {
                var (outcome, why) = Explain(package, plan.Architecture, missing, findings, exitCode, stopped);
                missing[package.Package] = outcome;
                result = result with { Outcome = outcome, Message = why };
            }

            results.Add(result);
        }

        return results;
    }

    private static (PackageOutcome Outcome, string Why) Explain(
        PlannedTarget package,
        Architecture architecture,
        Dictionary<PackageName, PackageOutcome> missing,
        MakeFindings findings,
        int? exitCode,
        string? stopped)
    {
        foreach (var need in package.Needs)
        {
            if (missing.TryGetValue(need, out var outcome) && outcome is PackageOutcome.Failed or PackageOutcome.Blocked)
            {
                return (PackageOutcome.Blocked, $"needs {need}, which {(outcome == PackageOutcome.Failed ? "failed" : "is blocked")}");
            }
        }

        var file = $"packages/{architecture.MelangeName()}/{package.ApkFileName}";
        if (findings.Failed.TryGetValue(package.Target, out var said) || findings.Failed.TryGetValue(file, out said) || findings.Failed.TryGetValue($"./{file}", out said))
        {
            return stopped is null ? (PackageOutcome.Failed, $"make: {said}") : (PackageOutcome.NotTried, $"was at work when {stopped}");
        }

        if (findings.NotRemade.Contains(package.Target) || findings.NotRemade.Contains(file))
        {
            return (PackageOutcome.Blocked, "make did not try it because of another failure");
        }

        return exitCode == 0
            ? (PackageOutcome.Failed, $"make ended well, and yet {file} is not there")
            : (PackageOutcome.NotTried, stopped ?? "make stopped before its turn");
    }
}
