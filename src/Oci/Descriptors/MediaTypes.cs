namespace Wolfictl.Oci;

/// <summary>The media types that this library reads or writes (image-spec 1.1, media-types.md).</summary>
public static class MediaTypes
{
    /// <summary>An image manifest.</summary>
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>An image index.</summary>
    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>An image's configuration.</summary>
    public const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>A layer: a tar archive, not compressed.</summary>
    public const string LayerTar = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A layer: a tar archive in gzip.</summary>
    public const string LayerTarGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>The empty JSON object, in place of a config or layer that an artifact does not have.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>Docker's image manifest, of the same shape as <see cref="ImageManifest"/>.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker's manifest list, of the same shape as <see cref="ImageIndex"/>.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker's gzip layer, of the same shape as <see cref="LayerTarGzip"/>.</summary>
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>The artifact type of a manifest that holds the apk files of a build.</summary>
    public const string Outputs = "application/vnd.wolfictl.outputs.v1";

    /// <summary>One apk file in a manifest of type <see cref="Outputs"/>.</summary>
    public const string Apk = "application/vnd.wolfictl.apk.v1";

    /// <summary>All types that a manifest may have, in the order of preference.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [ImageManifest, ImageIndex, DockerManifest, DockerManifestList];

    /// <summary>Whether <paramref name="mediaType"/> is an index's.</summary>
    public static bool IsIndex(string mediaType) => mediaType is ImageIndex or DockerManifestList;
}
