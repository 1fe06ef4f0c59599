namespace Wolfictl.Oci.Bundles;

/// <summary>How much an archive may unpack to.</summary>
public sealed record UnpackLimits
{
    /// <summary>The most entries, over all layers; 500,000.</summary>
    public int MaxEntries { get; init; } = 500_000;

    /// <summary>The most bytes of content, over all layers, after decompression; 16 GiB.</summary>
    public long MaxBytes { get; init; } = 16L * 1024 * 1024 * 1024;
}
