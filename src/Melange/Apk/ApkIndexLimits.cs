namespace Wolfictl.Melange.Apk;

/// <summary>How large an index may be. Wolfi's has some 10 MB compressed and 100,000 entries.</summary>
public sealed record ApkIndexLimits
{
    /// <summary>The most bytes as it is.</summary>
    public int CompressedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most bytes once decompressed.</summary>
    public long Bytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The most packages.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>The most bytes of one line.</summary>
    public int LineBytes { get; init; } = 1024 * 1024;
}
