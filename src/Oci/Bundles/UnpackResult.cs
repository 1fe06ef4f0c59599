namespace Wolfictl.Oci.Bundles;

/// <summary>What was unpacked.</summary>
public sealed record UnpackResult
{
    /// <summary>Files and links.</summary>
    public required int Files { get; init; }

    /// <summary>Bytes of file content.</summary>
    public required long Bytes { get; init; }
}
