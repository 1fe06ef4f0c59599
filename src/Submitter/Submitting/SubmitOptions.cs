using Wolfictl.CacheWorker.Commands;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Oci;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Submitting;

/// <summary>What <c>submit</c> was asked for.</summary>
internal sealed record SubmitOptions
{
    public required PlanOptions Plan { get; init; }

    public bool KeepGoing { get; init; }

    public IReadOnlyList<MakeWord> MelangeBuildOptions { get; init; } = [];

    public string? Profile { get; init; }

    public Quantity? Cpu { get; init; }

    public Quantity? Ram { get; init; }

    /// <summary>None: the embedded mode.</summary>
    public BrokerUri? Broker { get; init; }

    public string? BundleRepository { get; init; }

    /// <summary>The image that the bundle stands on; none: pods can't run it.</summary>
    public OciReference? BundleBase { get; init; }

    public DigestReference? Bundle { get; init; }

    public string? OutputRepository { get; init; }

    public DigestReference? CacheBundle { get; init; }

    public CacheMode Cache { get; init; }

    /// <summary>How the embedded mode's cache worker fetches.</summary>
    public FetchOptions Fetch { get; init; } = new();

    /// <summary>A flag that shapes <see cref="Fetch"/> and was given; none if none was.</summary>
    public string? FetchFlag { get; init; }

    public bool PlainHttp { get; init; }

    public bool Wait { get; init; }

    public string? Out { get; init; }

    public bool CancelOnInterrupt { get; init; }

    public BuildPriority Priority { get; init; } = BuildPriority.Normal;

    public bool Force { get; init; }

    public bool DryRun { get; init; }

    public OutputFormat Format { get; init; }

    /// <summary>What the flags say together.</summary>
    /// <exception cref="CommandException">Two of them don't go together, or one is missing.</exception>
    public void Check()
    {
        if (!DryRun && Broker is not null && Bundle is null && BundleRepository is null)
        {
            throw new CommandException(ExitCodes.Usage, "--queue needs --bundle-repo (or REPO): the repository that takes the source bundle, which the workers can reach.");
        }

        if (Broker is null && (Bundle is not null || OutputRepository is not null))
        {
            throw new CommandException(ExitCodes.Usage, $"{(Bundle is null ? "--output-repo" : "--bundle")} goes with --queue: the embedded mode keeps everything on this machine.");
        }

        if (Broker is not null && Out is not null && !Wait)
        {
            throw new CommandException(ExitCodes.Usage, "--out goes with --wait: there is nothing to fetch before the build is done.");
        }

        Plan.CheckPipelines();
        if (Cache != CacheMode.Off && (CacheBundle is not null || (Broker is not null && BundleRepository is null)))
        {
            throw new CommandException(ExitCodes.Usage, CacheBundle is not null
                ? "--cache has the sources fetched, --cache-bundle names a bundle of them: one of the two."
                : "--cache needs --bundle-repo: the repository that takes the cache bundle.");
        }

        if (FetchFlag is not null && (Cache == CacheMode.Off || Broker is not null))
        {
            throw new CommandException(ExitCodes.Usage, Broker is null
                ? $"{FetchFlag} goes with --cache: without it builds fetch their sources themselves."
                : $"{FetchFlag} is for this machine: on a farm the cache worker is started with it (wolfictl-cache-worker run {FetchFlag} …).");
        }

        if (FetchFlags.Problem(Fetch) is { } problem)
        {
            throw new CommandException(ExitCodes.Usage, problem);
        }

        if (DryRun && Bundle is not null)
        {
            throw new CommandException(ExitCodes.Usage, "--dry-run plans the directory; it does not go with --bundle.");
        }
    }
}
