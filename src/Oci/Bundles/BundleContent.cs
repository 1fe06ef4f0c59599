using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>The layers of an image that hold a bundle's files, told apart from those of its base.</summary>
/// <param name="Manifest">The manifest that was read; of an index the first, since all of a bundle's hold the same files.</param>
/// <param name="Layers">The layers to unpack.</param>
/// <param name="Folder">The folder in the layers that is unpacked; none for an image that is no bundle, of which everything is.</param>
/// <param name="IsAll">Whether the manifest is what the digest names, and has no other layers.</param>
internal sealed record BundleContent(Manifest Manifest, IReadOnlyList<Descriptor> Layers, string? Folder, bool IsAll)
{
    private const string Bundle = "bundle";

    /// <summary>The layer's files below <c>bundle/</c>.</summary>
    public static TarLayer Below(TarLayer layer) => new([TarItem.Directory(Bundle), .. layer.Items.Select(item => item with { Name = $"{Bundle}/{item.Name}" })]);

    /// <summary>The descriptor of such a layer.</summary>
    public static Descriptor Mark(Descriptor layer) => layer with { Annotations = new Dictionary<string, string> { [AnnotationKeys.Layer] = Bundle } };

    /// <exception cref="OciException">There is no such image, or it can't be a bundle.</exception>
    public static async Task<BundleContent> ReadAsync(IOciRepository source, Digest digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var content = await source.GetManifestAsync(digest, cancellationToken).ConfigureAwait(false);
        var isIndex = content.IsIndex;
        if (isIndex)
        {
            var first = content.ReadIndex().Manifests is [var one, ..] ? one : throw NoBundle(source, digest);
            content = await source.GetManifestAsync(first.Digest, cancellationToken).ConfigureAwait(false);
        }

        if (content.IsIndex)
        {
            throw NoBundle(source, digest);
        }

        var manifest = content.ReadManifest();
        var marked = manifest.Layers.Where(layer => layer.Annotations?.GetValueOrDefault(AnnotationKeys.Layer) == Bundle).ToList();
        return marked.Count > 0 ? new BundleContent(manifest, marked, Bundle, !isIndex && marked.Count == manifest.Layers.Count)
            : isIndex ? throw NoBundle(source, digest)
            : new BundleContent(manifest, manifest.Layers, null, IsAll: true);
    }

    private static BundleException NoBundle(IOciRepository source, Digest digest) =>
        new(OciErrorKind.Refused, $"{source.Name.Name}@{digest} is an index of images, not a bundle; name one of its manifests.") { Reference = digest.ToString() };
}
