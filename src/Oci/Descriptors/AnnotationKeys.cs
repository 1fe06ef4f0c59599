namespace Wolfictl.Oci;

/// <summary>Annotation keys (image-spec, annotations.md) and wolfictl's own.</summary>
public static class AnnotationKeys
{
    /// <summary>When the content was made, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>The source control revision, a commit id.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>A file's name for people; here a relative path with slashes.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>The tag of a manifest in an image layout's <c>index.json</c>.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>The version of the wolfictl that made the content.</summary>
    public const string WolfictlVersion = "dev.wolfictl.version";

    /// <summary>The packages asked for, separated by commas; the list is cut at 4,096 characters and then ends in <c>,…</c>.</summary>
    public const string Packages = "dev.wolfictl.packages";

    /// <summary><c>true</c> when the directory differed from its commit.</summary>
    public const string Dirty = "dev.wolfictl.source.dirty";

    /// <summary>On a layer: <c>bundle</c> where it holds a bundle's files, below <c>bundle/</c>. Layers without it are those of the image that the bundle stands on.</summary>
    public const string Layer = "dev.wolfictl.layer";

    /// <summary>A label in the config of images that have the wolfictl unpacker, as the wolfictl image does: its version.</summary>
    public const string Unpacker = "dev.wolfictl.unpacker";
}
