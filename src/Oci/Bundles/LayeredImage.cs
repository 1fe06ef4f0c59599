using System.Globalization;
using System.IO.Compression;
using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>Images made of our deterministic layers, and the unpacking of images.</summary>
internal static class LayeredImage
{
    private const string NoPlatform = "unknown";

    /// <summary>Stores the layers, a config and a manifest; gives the manifest and the sum of the layers' sizes.</summary>
    public static async Task<(Descriptor Manifest, long Bytes)> PushAsync(
        IReadOnlyList<TarLayer> layers,
        DateTimeOffset created,
        IReadOnlyDictionary<string, string> annotations,
        string? tag,
        IOciRepository target,
        CancellationToken cancellationToken)
    {
        var descriptors = new Descriptor[layers.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, layers.Count, options, async (i, stop) =>
        {
            // On a thread of the pool: reading local files does not yield.
            descriptors[i] = await Task.Run(() => layers[i].DescribeAsync(stop), stop).ConfigureAwait(false);
            await target.PushBlobAsync(descriptors[i], _ => ValueTask.FromResult(layers[i].Open()), stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var config = new ImageConfig
        {
            Created = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Architecture = NoPlatform,
            Os = NoPlatform,
            // Layers are not compressed: their digests are those of their content.
            RootFs = new RootFileSystem { DiffIds = [.. descriptors.Select(d => d.Digest)] },
        };
        var manifest = new Manifest
        {
            Config = await target.PushBytesAsync(config.ToBytes(), MediaTypes.ImageConfig, cancellationToken).ConfigureAwait(false),
            Layers = descriptors,
            Annotations = annotations,
        };
        var stored = await target.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest, tag, cancellationToken).ConfigureAwait(false);
        return (stored, descriptors.Sum(d => d.Size));
    }

    public static async Task<UnpackResult> UnpackAsync(
        IOciRepository source, Digest digest, string targetDirectory, UnpackLimits? limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var content = await source.GetManifestAsync(digest, cancellationToken).ConfigureAwait(false);
        if (content.IsIndex)
        {
            throw new BundleException(OciErrorKind.Refused, $"{source.Name.Name}@{digest} is an index of images, not a bundle; name one of its manifests.") { Reference = digest.ToString() };
        }

        var manifest = content.ReadManifest();
        using var unpacker = new ArchiveUnpacker(targetDirectory, limits);
        foreach (var layer in manifest.Layers)
        {
            var compressed = layer.MediaType switch
            {
                MediaTypes.LayerTar => false,
                MediaTypes.LayerTarGzip or MediaTypes.DockerLayerGzip => true,
                var other => throw new BundleException(
                    OciErrorKind.Refused, $"{source.Name.Name}@{digest} has a layer of type {Text.Printable(other)}; only tar and tar+gzip are unpacked.")
                { Reference = digest.ToString() },
            };
            await AddAsync(unpacker, source, layer, compressed, cancellationToken).ConfigureAwait(false);
        }

        return unpacker.Complete();
    }

    private static async Task AddAsync(ArchiveUnpacker unpacker, IOciRepository source, Descriptor layer, bool compressed, CancellationToken cancellationToken)
    {
        var blob = await source.OpenBlobAsync(layer, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            if (!compressed)
            {
                await unpacker.AddAsync(blob, cancellationToken).ConfigureAwait(false);
                return;
            }

            try
            {
                var plain = new GZipStream(blob, CompressionMode.Decompress, leaveOpen: true);
                await using (plain.ConfigureAwait(false))
                {
                    await unpacker.AddAsync(plain, cancellationToken).ConfigureAwait(false);
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
