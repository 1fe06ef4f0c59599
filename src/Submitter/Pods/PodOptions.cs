using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Scheduler.Engines.Pods;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Pods;

/// <summary>What <c>pod</c> was asked for.</summary>
internal sealed record PodOptions
{
    public required PlanOptions Plan { get; init; }

    public bool KeepGoing { get; init; }

    public string? BundleRepository { get; init; }

    public OciReference? BundleBase { get; init; }

    public DigestReference? Bundle { get; init; }

    /// <summary>How bundles that this command did not push unpack themselves.</summary>
    public UnpackCommand Unpack { get; init; }

    public string? OutputRepository { get; init; }

    public DigestReference? CacheBundle { get; init; }

    public bool PlainHttp { get; init; }

    public required string Namespace { get; init; }

    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }

    public required Quantity Cpu { get; init; }

    public required Quantity Ram { get; init; }

    public Quantity? RamLimit { get; init; }

    public required string ServiceAccount { get; init; }

    public bool Create { get; init; } = true;

    public bool Watch { get; init; } = true;

    public required string SdkImage { get; init; }

    public required string WolfictlImage { get; init; }

    public required string GcloudImage { get; init; }

    public string? ImagePullSecret { get; init; }

    public bool HostNetwork { get; init; }

    public bool SecretKey { get; init; }

    public BucketPath? Bucket { get; init; }

    public BucketPath? SourceBucket { get; init; }

    public BucketPath? PublicKeyBucket { get; init; }

    public required string SigningKeyName { get; init; }

    public IReadOnlyList<MakeWord> MelangeBuildOptions { get; init; } = [];

    /// <summary>What runs packages' builds in the pod.</summary>
    public required MakeWord MelangeRunner { get; init; }

    public required PodTimeouts Timeouts { get; init; }

    public string? Out { get; init; }

    public OutputFormat Format { get; init; }

    /// <summary>What the flags say together.</summary>
    /// <exception cref="CommandException">Two of them don't go together, or one is missing.</exception>
    public void Check()
    {
        if (Bundle is null && BundleRepository is null)
        {
            throw Wrong("--bundle-repo (or REPO) is needed: a repository such as registry.example.org/wolfi that the cluster can pull from; or --bundle, a source bundle that is pushed already.");
        }

        if (Plan.Architectures.Count > 1)
        {
            throw Wrong($"--arch is given {Plan.Architectures.Count} times: a pod is for one architecture. Call pod once for each, or use submit.");
        }

        if (Bundle is null && BundleBase is null)
        {
            throw Wrong("--bundle-base is none: a pod runs its bundle to unpack it. Name the wolfictl image, or one with sh and tar.");
        }

        if (Out is not null && (!Create || !Watch))
        {
            throw Wrong($"--out goes with watching: with {(Create ? "--watch=false" : "--create=false")} there is nothing to fetch yet.");
        }

        if (RamLimit is { } limit && limit.Value < Ram.Value)
        {
            throw Wrong($"--ram-limit is {limit}, less than --ram, {Ram}: Kubernetes refuses such a pod.");
        }

        if (PublicKeyBucket is not null && SourceBucket is null)
        {
            throw Wrong("--public-key-bucket goes with --src-bucket: the key is for the packages that come from there.");
        }

        Plan.CheckPipelines();
    }

    private static CommandException Wrong(string message) => new(ExitCodes.Usage, message);
}
