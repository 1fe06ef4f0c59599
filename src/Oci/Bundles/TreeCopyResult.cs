namespace Wolfictl.Oci.Bundles;

/// <summary>What <see cref="TreeCopy"/> did.</summary>
public sealed record TreeCopyResult
{
    /// <summary>Files and links that were written.</summary>
    public required int Written { get; init; }

    /// <summary>Files and links that stood there already.</summary>
    public required int Kept { get; init; }

    /// <summary>Bytes of the files that were written.</summary>
    public required long Bytes { get; init; }
}
