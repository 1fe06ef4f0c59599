using System.IO.Compression;
using Wolfictl.Oci.Archives;
using Wolfictl.Oci.Images;

namespace Wolfictl.Oci.Bundles;

/// <summary>Images made of our deterministic layers, and the unpacking of images.</summary>
internal static class LayeredImage
{
    private const string NoPlatform = "unknown";

    /// <summary>Stores the layers, and a manifest or, on a base, an index of one for each of its platforms; gives that and the sum of the layers' sizes.</summary>
    public static async Task<(Descriptor Manifest, long Bytes)> PushAsync(
        IReadOnlyList<TarLayer> layers, ImageOptions options, BaseImage? below, IOciRepository target, CancellationToken cancellationToken)
    {
        below?.CheckRoom(layers.Count);
        var stored = await LayerPush.PushAsync([.. layers.Select(BundleContent.Below)], target, cancellationToken).ConfigureAwait(false);
        Descriptor[] descriptors = [.. stored.Select(BundleContent.Mark)];
        var image = below is not null
            ? await ImageStack.PushAsync(below.Platforms, descriptors, Settings, options, target, cancellationToken).ConfigureAwait(false)
            : await PushPlainAsync(descriptors, options, target, cancellationToken).ConfigureAwait(false);
        return (image, descriptors.Sum(d => d.Size));
    }

    /// <summary>Copies what a bundle holds, without its base, as a plain image.</summary>
    /// <returns>That image.</returns>
    public static async Task<Digest> CopyContentAsync(IOciRepository source, Digest digest, IOciRepository target, CancellationToken cancellationToken)
    {
        var content = await BundleContent.ReadAsync(source, digest, cancellationToken).ConfigureAwait(false);
        if (content.IsAll)
        {
            return (await OciCopy.CopyAsync(source, digest, target, cancellationToken: cancellationToken).ConfigureAwait(false)).Manifest.Digest;
        }

        await Parallel.ForEachAsync(content.Layers.DistinctBy(d => d.Digest), LayerPush.Parallelism(cancellationToken), async (layer, stop) =>
            await OciCopy.CopyBlobAsync(source, layer, target, stop).ConfigureAwait(false)).ConfigureAwait(false);
        var manifest = content.Manifest with
        {
            Config = await target.PushBytesAsync(Descriptor.EmptyContent, MediaTypes.Empty, cancellationToken).ConfigureAwait(false),
            Layers = content.Layers,
            Subject = null,
        };
        return (await target.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest, null, cancellationToken).ConfigureAwait(false)).Digest;
    }

    public static async Task<UnpackResult> UnpackAsync(
        IOciRepository source, Digest digest, string targetDirectory, UnpackLimits? limits, CancellationToken cancellationToken)
    {
        var content = await BundleContent.ReadAsync(source, digest, cancellationToken).ConfigureAwait(false);
        using var unpacker = new ArchiveUnpacker(targetDirectory, limits);
        foreach (var layer in content.Layers)
        {
            var compressed = layer.MediaType switch
            {
                MediaTypes.LayerTar => false,
                MediaTypes.LayerTarGzip or MediaTypes.DockerLayerGzip => true,
                var other => throw new BundleException(
                    OciErrorKind.Refused, $"{source.Name.Name}@{digest} has a layer of type {Text.Printable(other)}; only tar and tar+gzip are unpacked.")
                { Reference = digest.ToString() },
            };
            await AddAsync(unpacker, source, layer, content.Folder, compressed, cancellationToken).ConfigureAwait(false);
        }

        return unpacker.Complete();
    }

    private static ContainerSettings Settings(PlatformImage below) => new() { Entrypoint = below.HasUnpacker ? BundleCommands.Wolfictl : BundleCommands.Shell };

    private static async Task<Descriptor> PushPlainAsync(
        IReadOnlyList<Descriptor> layers, ImageOptions options, IOciRepository target, CancellationToken cancellationToken)
    {
        var config = new ImageConfig
        {
            Created = Text.Time(options.Created),
            Architecture = NoPlatform,
            Os = NoPlatform,
            // Layers are not compressed: their digests are those of their content.
            RootFs = new RootFileSystem { DiffIds = [.. layers.Select(d => d.Digest)] },
        };
        var manifest = new Manifest
        {
            Config = await target.PushBytesAsync(config.ToBytes(), MediaTypes.ImageConfig, cancellationToken).ConfigureAwait(false),
            Layers = layers,
            Annotations = options.Annotations,
        };
        return await target.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest, options.Tag, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AddAsync(
        ArchiveUnpacker unpacker, IOciRepository source, Descriptor layer, string? folder, bool compressed, CancellationToken cancellationToken)
    {
        var blob = await source.OpenBlobAsync(layer, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            if (!compressed)
            {
                await unpacker.AddAsync(blob, folder, cancellationToken).ConfigureAwait(false);
                return;
            }

            try
            {
                var plain = new GZipStream(blob, CompressionMode.Decompress, leaveOpen: true);
                await using (plain.ConfigureAwait(false))
                {
                    await unpacker.AddAsync(plain, folder, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (InvalidDataException exception)
            {
                throw new BundleException(OciErrorKind.Malformed, $"The layer {layer.Digest} of {source.Name.Name} is no gzip stream: {exception.Message}", exception);
            }

            // What follows the gzip stream counts for the digest too.
            await blob.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }
    }
}
