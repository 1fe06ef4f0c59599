using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Engines.Accounting;

namespace Wolfictl.Scheduler.Tests.Engines.Accounting;

public sealed class PackageAccountingTests
{
    // c needs b, which needs a; d needs nothing.
    private static readonly JobPlan Plan = Given.Plan(Architecture.X86_64) with
    {
        Packages =
        [
            Given.Target("a", Architecture.X86_64),
            Given.Target("b", Architecture.X86_64, "a"),
            Given.Target("c", Architecture.X86_64, "b"),
            Given.Target("d", Architecture.X86_64),
        ],
    };

    [Fact]
    public void AllThere_IsBuiltOrWasThere()
    {
        var results = Account(before: ["d"], after: ["a", "b", "c", "d"], exitCode: 0);

        Assert.Equal([PackageOutcome.Built, PackageOutcome.Built, PackageOutcome.Built, PackageOutcome.AlreadyThere], results.Select(r => r.Outcome));
        Assert.Equal(("sha256:a", 7L), (results[0].Digest, results[0].Size!.Value));
        Assert.Null(results[3].Digest);
    }

    [Fact]
    public void OneFailed_WhatNeedsItIsBlocked_TheRestIsJudgedByItself()
    {
        var results = Account(before: [], after: ["d"], exitCode: 2, "make: *** [Makefile:3: packages/x86_64/a-1.0-r0.apk] Error 1");

        Assert.Equal([PackageOutcome.Failed, PackageOutcome.Blocked, PackageOutcome.Blocked, PackageOutcome.Built], results.Select(r => r.Outcome));
        Assert.Equal(["make: Error 1", "needs a, which failed", "needs b, which is blocked", null], results.Select(r => r.Message));
    }

    [Fact]
    public void MakeStoppedAtTheFirst_TheRestWasNotTried()
    {
        var results = Account(before: [], after: ["a"], exitCode: 2, "make: *** [Makefile:3: ./packages/x86_64/b-1.0-r0.apk] Error 1");

        Assert.Equal([PackageOutcome.Built, PackageOutcome.Failed, PackageOutcome.Blocked, PackageOutcome.NotTried], results.Select(r => r.Outcome));
        Assert.Equal("make stopped before its turn", results[3].Message);
    }

    [Fact]
    public void GivenUpByMake_IsBlocked()
    {
        var results = Account(before: [], after: ["a", "b", "c"], exitCode: 2, "make: Target 'packages/x86_64/d-1.0-r0.apk' not remade because of errors.");

        Assert.Equal(PackageOutcome.Blocked, results[3].Outcome);
    }

    [Fact]
    public void MakeEndedWellWithoutTheFile_IsFailed()
    {
        var results = Account(before: [], after: ["b", "c", "d"], exitCode: 0);

        Assert.Equal((PackageOutcome.Failed, "make ended well, and yet packages/x86_64/a-1.0-r0.apk is not there"), (results[0].Outcome, results[0].Message));
        Assert.Equal(PackageOutcome.Built, results[1].Outcome);
    }

    [Fact]
    public void Stopped_WhatWasAtWorkIsNotFailed()
    {
        var results = PackageAccounting.Account(
            Plan, new HashSet<string>(), After("a"), Findings("make: *** [Makefile:3: packages/x86_64/b-1.0-r0.apk] Terminated"), exitCode: null, "the build was cancelled");

        Assert.Equal([PackageOutcome.Built, PackageOutcome.NotTried, PackageOutcome.NotTried, PackageOutcome.NotTried], results.Select(r => r.Outcome));
        Assert.Equal("was at work when the build was cancelled", results[1].Message);
        Assert.Equal("the build was cancelled", results[3].Message);
    }

    [Fact]
    public void NotPublished_IsBuiltWithoutDigest()
    {
        var after = new Dictionary<string, (string, long)> { ["a-1.0-r0.apk"] = ("", 7) };

        var result = PackageAccounting.Account(Plan, new HashSet<string>(), after, new MakeFindings(), 2, null)[0];

        Assert.Equal((PackageOutcome.Built, null, 7L), (result.Outcome, result.Digest, result.Size!.Value));
    }

    private static IReadOnlyList<PackageResult> Account(string[] before, string[] after, int exitCode, params string[] lines) =>
        PackageAccounting.Account(Plan, before.Select(File).ToHashSet(), After(after), Findings(lines), exitCode, stopped: null);

    private static Dictionary<string, (string Digest, long Size)> After(params string[] names) => names.ToDictionary(File, n => ($"sha256:{n}", 7L));

    private static string File(string package) => $"{package}-1.0-r0.apk";

    private static MakeFindings Findings(params string[] lines)
    {
        var findings = new MakeFindings();
        Array.ForEach(lines, findings.Observe);
        return findings;
    }
}
