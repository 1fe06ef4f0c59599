using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Tests;

/// <summary>Requests, plans and builds to begin a test with.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static BuildRequested Request(params string[] packages) => new()
    {
        RequestId = RequestId.New(),
        SubmittedAt = Now,
        SourceBundle = DigestReference.Of("registry.example.org/wolfi/bundles", $"sha256:{new string('a', 64)}"),
        Packages = [.. packages.Select(p => PackageName.Parse(p))],
    };

    public static Build Build(BuildRequested? request = null)
    {
        request ??= Request("brotli");
        return BuildTransitions.Receive(request, "ann", ContentKey.Of(request), Now);
    }

    public static JobPlan Plan(Architecture architecture, params string[] packages) => new()
    {
        Architecture = architecture,
        Packages = [.. packages.Select(p => Target(p, architecture))],
        Targets = [.. packages.Select(p => Target(p, architecture).Target)],
        Digest = new string('d', 64),
    };

    public static PlannedTarget Target(string package, Architecture architecture, params string[] needs) => new()
    {
        Package = PackageName.Parse(package),
        FullVersion = "1.0-r0",
        Target = $"packages/{architecture.MelangeName()}/{package}-1.0-r0.apk",
        Needs = [.. needs.Select(n => PackageName.Parse(n))],
    };

    /// <summary>Planned for x86_64, and for aarch64 too if wanted; nothing started.</summary>
    public static Build Planned(Build build, bool both = false) => BuildTransitions.Plan(build, Plans(both), Now)!.Build;

    public static IReadOnlyList<JobPlan> Plans(bool both) =>
        both ? [Plan(Architecture.X86_64, "brotli"), Plan(Architecture.Aarch64, "brotli")] : [Plan(Architecture.X86_64, "brotli")];

    public static JobEnding Succeeded() => new() { Outcome = BuildOutcome.Succeeded, Reason = CompletionReason.Completed, ExitCode = 0 };

    public static JobEnding Failed() => new() { Outcome = BuildOutcome.Failed, Reason = CompletionReason.BuildFailed, Message = "brotli failed", ExitCode = 2 };

    public static JobEnding Lost() => new()
    {
        Outcome = BuildOutcome.Failed,
        Reason = CompletionReason.Lost,
        Class = FailureClass.Infrastructure,
        Message = "the scheduler that ran it is gone",
    };

    public static SchedulerOptions Options(string state) => new()
    {
        StateDirectory = state,
        AllowedRepositories = [$"oci:{Path.Combine(state, "oci")}", "registry.example.org/wolfi"],
        Architectures = Architectures.All,
    };
}
