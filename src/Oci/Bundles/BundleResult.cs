namespace Wolfictl.Oci.Bundles;

/// <summary>A source bundle as it was stored.</summary>
public sealed record BundleResult
{
    /// <summary>The image manifest, on a base the index; its digest names the bundle.</summary>
    public required Descriptor Manifest { get; init; }

    /// <summary>The sum of the layers' sizes in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many files and links of the directory are in it.</summary>
    public required int Files { get; init; }

    /// <summary>Whether what was bundled differs from the commit; true where a repository has no commit yet, false without a repository.</summary>
    public required bool Dirty { get; init; }

    /// <summary>The commit id of HEAD; null when there is no commit and the bundle carries a synthetic one.</summary>
    public required string? Revision { get; init; }

    /// <summary>The time in the <c>created</c> annotation: SOURCE_DATE_EPOCH, else the commit's.</summary>
    public required DateTimeOffset Created { get; init; }
}
