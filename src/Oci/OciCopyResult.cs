namespace Wolfictl.Oci;

/// <summary>What <see cref="OciCopy"/> did.</summary>
public sealed record OciCopyResult
{
    /// <summary>The manifest or index in the target.</summary>
    public required Descriptor Manifest { get; init; }

    /// <summary>Bytes of the blobs that were sent, manifests not counted.</summary>
    public required long BytesSent { get; init; }

    /// <summary>How many blobs were sent.</summary>
    public required int BlobsSent { get; init; }

    /// <summary>How many blobs were there already, or could be mounted.</summary>
    public required int BlobsThere { get; init; }
}
