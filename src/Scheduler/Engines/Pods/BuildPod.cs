using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>All that shapes the pod of one build on one architecture. <see cref="BuildPodRenderer"/> makes the pod of it; nothing else decides what is in one.</summary>
public sealed record BuildPod
{
    /// <summary>The directory, as an image that unpacks itself.</summary>
    public required DigestReference SourceBundle { get; init; }

    /// <summary>How it unpacks itself.</summary>
    public UnpackCommand Unpack { get; init; } = UnpackCommand.Wolfictl;

    /// <summary>Sources fetched beforehand, as an image that unpacks itself; null for none.</summary>
    public DigestReference? CacheBundle { get; init; }

    /// <summary>How those unpack themselves.</summary>
    public UnpackCommand UnpackCache { get; init; } = UnpackCommand.Wolfictl;

    /// <summary>What is built for.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>make's targets, each an argument of its own.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Whether make goes on after a failure.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>The pod's own name; null where the server makes one that begins with <c>dag-</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Labels beyond our own.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom the pod acts as.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary>Processors that the build asks for.</summary>
    public required Quantity Cpu { get; init; }

    /// <summary>Memory that the build asks for.</summary>
    public required Quantity Ram { get; init; }

    /// <summary>Memory beyond which the build is killed; null: that of the node.</summary>
    public Quantity? RamLimit { get; init; }

    /// <summary>The image that has make and melange.</summary>
    public required string SdkImage { get; init; }

    /// <summary>The image that has wolfictl itself.</summary>
    public required string WolfictlImage { get; init; }

    /// <summary>The image that has gcloud.</summary>
    public required string GcloudImage { get; init; }

    /// <summary>A secret of the namespace with the registries' credentials; null for none.</summary>
    public string? ImagePullSecret { get; init; }

    /// <summary>Whether the pod uses its node's network.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>Where outputs are published, and under which tag; null: nowhere.</summary>
    public OutputTarget? Outputs { get; init; }

    /// <summary>Bucket that gets the packages too; null for none.</summary>
    public BucketPath? Bucket { get; init; }

    /// <summary>Bucket whose packages are there before the build; null for none.</summary>
    public BucketPath? SourceBucket { get; init; }

    /// <summary>Bucket that has the public key; null: <see cref="SourceBucket"/>.</summary>
    public BucketPath? PublicKeyBucket { get; init; }

    /// <summary>The signing key's name, less <c>.rsa</c>.</summary>
    public string SigningKeyName { get; init; } = "wolfi-signing";

    /// <summary>Whether the key comes from the SecretProviderClass <c>melange-key</c>; else one is made for this build.</summary>
    public bool SecretKey { get; init; }

    /// <summary>Words for melange build: <c>-k</c>, <c>-r</c> and others.</summary>
    public IReadOnlyList<MakeWord> MelangeBuildOptions { get; init; } = [];

    /// <summary>Keys that repositories' indexes must be signed with.</summary>
    public IReadOnlyList<MakeWord> Keyring { get; init; } = [];

    /// <summary>Repositories that packages are taken from.</summary>
    public IReadOnlyList<MakeWord> Repositories { get; init; } = [];

    /// <summary>What runs packages' builds.</summary>
    public string MelangeRunner { get; init; } = "bubblewrap";

    /// <summary>How long each step may take.</summary>
    public PodTimeouts Timeouts { get; init; } = new();
}
