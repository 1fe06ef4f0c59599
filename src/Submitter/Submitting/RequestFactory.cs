using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Submitter.Submitting;

/// <summary>Makes the message from the options.</summary>
internal static class RequestFactory
{
    public static BuildRequested Create(RequestId id, SubmitOptions options, DigestReference bundle, IReadOnlyList<JobPlan> plans, DateTimeOffset now) => new()
    {
        RequestId = id,
        SubmittedAt = now,
        SourceBundle = bundle,
        CacheBundle = options.CacheBundle,
        Packages = options.Plan.Packages,
        Architectures = options.Plan.Architectures,
        Only = options.Plan.Only,
        KeepGoing = options.KeepGoing,
        TargetFormat = options.Plan.TargetFormat,
        Profile = options.Profile,
        Cpu = options.Cpu,
        Ram = options.Ram,
        OutputRepository = options.OutputRepository,
        Repositories = options.Plan.Repositories,
        Keyring = options.Plan.Keyring,
        DestinationRepository = options.Plan.DestinationRepository,
        MelangeBuildOptions = options.MelangeBuildOptions,
        Priority = options.Priority,
        Force = options.Force,
        Plan = [.. plans.Select(p => p.ToSummary())],
    };
}
