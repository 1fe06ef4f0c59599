using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Submitter.Submitting;

/// <summary>Makes the message from the options.</summary>
internal static class RequestFactory
{
    /// <summary>Asks for the sources that a build then waits for; none where it does not.</summary>
    public static CacheRequested? CreateCache(SubmitOptions options, DigestReference bundle, string repository, IReadOnlyList<Architecture> architectures, TimeProvider clock) =>
        options.Cache == CacheMode.Off ? null : new()
        {
            RequestId = RequestId.New(clock),
            SubmittedAt = clock.GetUtcNow(),
            SourceBundle = bundle,
            Packages = options.Plan.Packages,
            Architectures = architectures,
            Only = options.Plan.Only,
            BundleRepository = $"{repository}/cache",
        };

    public static BuildRequested Create(RequestId id, SubmitOptions options, DigestReference bundle, CacheRequested? cache, IReadOnlyList<JobPlan> plans, DateTimeOffset now) => new()
    {
        RequestId = id,
        SubmittedAt = now,
        SourceBundle = bundle,
        CacheBundle = options.CacheBundle,
        WaitForCache = cache is null ? null : new CacheWait { RequestId = cache.RequestId, Optional = options.Cache == CacheMode.Optional },
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
