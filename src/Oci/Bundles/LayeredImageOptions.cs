using Wolfictl.Oci.Images;

namespace Wolfictl.Oci.Bundles;

/// <summary>What an image of a bundle says about itself, and what it stands on.</summary>
internal sealed record LayeredImageOptions
{
    public required DateTimeOffset Created { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    public string? Tag { get; init; }

    /// <summary>None: nothing in it can be run.</summary>
    public BaseImage? Base { get; init; }
}
