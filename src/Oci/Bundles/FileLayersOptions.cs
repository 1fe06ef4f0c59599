using Wolfictl.Oci.Images;

namespace Wolfictl.Oci.Bundles;

/// <summary>What a bundle of files says about itself, and how it is cut.</summary>
public sealed record FileLayersOptions
{
    /// <summary>The <c>created</c> time of the image; part of its digest.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The manifest's annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The image that the bundle stands on, so that it unpacks itself when it is run; null for none: then it can't be.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>The tag that the bundle gets; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>Over how many layers files are spread by a hash of their names; 1 to 64, default 64. Another number cuts every bundle anew.</summary>
    public int Buckets { get; init; } = 64;

    /// <summary>Files of at least so many bytes get layers of their own, the largest ones first, at most 48; default 8 MiB.</summary>
    public long LargeFile { get; init; } = 8 * 1024 * 1024;
}
