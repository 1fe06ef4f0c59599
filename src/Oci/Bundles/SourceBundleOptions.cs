using Wolfictl.Oci.Images;

namespace Wolfictl.Oci.Bundles;

/// <summary>What a source bundle says about itself.</summary>
public sealed record SourceBundleOptions
{
    /// <summary>The wolfictl version, for an annotation.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The packages asked for, for an annotation; empty for all.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>
    /// SOURCE_DATE_EPOCH where it is set: the <c>created</c> annotation, and the date of the synthetic commit when there is no repository.
    /// 1970-01-01T00:00:00Z and earlier are refused, because <c>make</c> in the directory stops at a commit of that date.
    /// </summary>
    public DateTimeOffset? SourceDateEpoch { get; init; }

    /// <summary>The image that the bundle stands on, so that it unpacks itself when it is run; null for none: then it can't be.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>The tag that the bundle gets; null for none.</summary>
    public string? Tag { get; init; }
}
