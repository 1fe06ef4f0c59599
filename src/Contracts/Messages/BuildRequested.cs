using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>
/// Asks for a build. It only selects: packages and architectures of a source bundle, a profile that the scheduler defines, processors and memory up to its cap.
/// Sent to the exchange <c>Wolfictl.Contracts:BuildRequested</c> with the message id <see cref="RequestId"/>.
/// </summary>
public sealed record BuildRequested
{
    /// <summary>The request's own id. Sent twice, it has its effect once.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>When it was submitted, by the submitter's clock.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The directory of melange configurations, as an OCI bundle.</summary>
    public required DigestReference SourceBundle { get; init; }

    /// <summary>Sources fetched beforehand, as an OCI bundle.</summary>
    public DigestReference? CacheBundle { get; init; }

    /// <summary>A cache request to wait for; its bundle becomes the <see cref="CacheBundle"/>.</summary>
    public CacheWait? WaitForCache { get; init; }

    /// <summary>The packages; empty for all.</summary>
    public IReadOnlyList<PackageName> Packages { get; init => field = value ?? []; } = [];

    /// <summary>The architectures; empty for those that the scheduler serves. Each is cut to a package's <c>target-architecture</c>.</summary>
    [JsonConverter(typeof(StrictArchitectureListConverter))]
    public IReadOnlyList<Architecture> Architectures { get; init => field = value ?? []; } = [];

    /// <summary>Only the packages named, not what they need.</summary>
    public bool Only { get; init; }

    /// <summary>Go on with the other packages after a failure.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>The form of the Makefile's targets.</summary>
    [JsonConverter(typeof(StrictEnumConverter<TargetFormat>))]
    public TargetFormat TargetFormat { get; init => field = value == TargetFormat.Unknown ? TargetFormat.Auto : value; } = TargetFormat.Auto;

    /// <summary>Name of a profile of the scheduler's; its default one if absent.</summary>
    public string? Profile { get; init; }

    /// <summary>Processors, as a Kubernetes quantity (<c>4</c>, <c>500m</c>).</summary>
    public Quantity? Cpu { get; init; }

    /// <summary>Memory, as a Kubernetes quantity (<c>12Gi</c>).</summary>
    public Quantity? Ram { get; init; }

    /// <summary>Repository that takes the outputs, without tag; that of the bundle with <c>/outputs</c> if absent.</summary>
    public string? OutputRepository { get; init; }

    /// <summary>Repositories to take packages from; what their APKINDEX has is not built.</summary>
    public IReadOnlyList<MakeWord> Repositories { get; init => field = value ?? []; } = [];

    /// <summary>Keys to trust packages with.</summary>
    public IReadOnlyList<MakeWord> Keyring { get; init => field = value ?? []; } = [];

    /// <summary>A repository whose APKINDEX tells what is built already.</summary>
    public MakeWord? DestinationRepository { get; init; }

    /// <summary>Further words for <c>melange build</c>.</summary>
    public IReadOnlyList<MakeWord> MelangeBuildOptions { get; init => field = value ?? []; } = [];

    /// <summary>Which of the builds that wait is started first.</summary>
    [JsonConverter(typeof(StrictEnumConverter<BuildPriority>))]
    public BuildPriority Priority { get; init => field = value == BuildPriority.Unknown ? BuildPriority.Normal : value; } = BuildPriority.Normal;

    /// <summary>A build of its own, even if one of the same content is unfinished.</summary>
    public bool Force { get; init; }

    /// <summary>What the submitter planned. The scheduler plans again; its plan wins.</summary>
    public IReadOnlyList<PlanSummary> Plan { get; init => field = value ?? []; } = [];
}
