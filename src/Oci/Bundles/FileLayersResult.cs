namespace Wolfictl.Oci.Bundles;

/// <summary>What <see cref="FileLayers.PushAsync"/> stored.</summary>
public sealed record FileLayersResult
{
    /// <summary>The image manifest, on a base the index; its digest names the bundle.</summary>
    public required Descriptor Manifest { get; init; }

    /// <summary>The sum of the layers' sizes in bytes, whether they were sent or there already.</summary>
    public required long Bytes { get; init; }
}
