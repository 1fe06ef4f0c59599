using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Wolfictl.Oci.Archives;
using Wolfictl.Oci.Images;

namespace Wolfictl.Oci.Bundles;

/// <summary>
/// A flat set of files as an image whose layers change little when the set does: files go by a hash of their names to a fixed number of layers, large ones to layers of
/// their own. A new file changes one layer, and only that is sent again. Layers are tar archives that are not compressed (sources are compressed already), and the same
/// files on the same base give the same digest on any machine.
/// </summary>
public static partial class FileLayers
{
    // With the buckets 112 layers: of the 127 that container runtimes take, 15 are left for a base.
    private const int MaxOwnLayers = 48;
    private const int MaxBuckets = 64;

    /// <summary>Stores <paramref name="files"/> in <paramref name="target"/>. Layers that are there are not sent.</summary>
    /// <exception cref="BundleException">A name is refused or comes twice, or a file cannot be read or changed meanwhile.</exception>
    public static async Task<FileLayersResult> PushAsync(
        IOciRepository target, IReadOnlyList<LayerFile> files, FileLayersOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Buckets, 1, "options.Buckets");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Buckets, MaxBuckets, "options.Buckets");
        Check(files);
        var layers = Spread([.. files.Select(Describe)], options);
        try
        {
            var (manifest, bytes) = await LayeredImage.PushAsync(
                layers, new ImageOptions { Created = options.Created, Annotations = options.Annotations, Tag = options.Tag }, options.Base, target, cancellationToken).ConfigureAwait(false);
            return new FileLayersResult { Manifest = manifest, Bytes = bytes };
        }
        catch (OciException exception) when (exception.Kind == OciErrorKind.DigestMismatch)
        {
            throw new BundleException(OciErrorKind.Unreadable, $"A file changed while it was bundled; try again. ({exception.Message})", exception);
        }
    }

    /// <summary>
    /// Writes the files of a bundle to <paramref name="directory"/>. Those that stand there with the same length are left alone; the others appear under their names
    /// when the whole layer they came in is verified.
    /// </summary>
    /// <returns>How many files were written, and how many were left alone.</returns>
    /// <exception cref="OciException">The bundle cannot be had, is not what its digest says, or holds anything but plain files with plain names.</exception>
    public static async Task<(int Written, int Kept)> UnpackAsync(
        IOciRepository source, Digest digest, string directory, UnpackLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var content = await BundleContent.ReadAsync(source, digest, cancellationToken).ConfigureAwait(false);
        var unpacker = new FileLayerUnpacker(directory, content.Folder, limits ?? new UnpackLimits());
        await Parallel.ForEachAsync(content.Layers.Where(layer => layer.MediaType != MediaTypes.Empty), LayerPush.Parallelism(cancellationToken), async (layer, stop) =>
        {
            if (layer.MediaType != MediaTypes.LayerTar)
            {
                throw new BundleException(OciErrorKind.Refused, $"{source.Name.Name}@{digest} has a layer of type {Text.Printable(layer.MediaType)}; a bundle of files has tar layers.");
            }

            var blob = await source.OpenBlobAsync(layer, stop).ConfigureAwait(false);
            await using (blob.ConfigureAwait(false))
            {
                await unpacker.AddAsync(blob, stop).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return (unpacker.Written, unpacker.Kept);
    }

    /// <summary>Whether a file of this name may be in a bundle.</summary>
    internal static bool IsName(string name) => NamePattern().IsMatch(name);

    private static List<TarLayer> Spread(IReadOnlyList<TarItem> items, FileLayersOptions options)
    {
        var large = items.Where(item => item.Size >= options.LargeFile).OrderByDescending(item => item.Size).ThenBy(item => item.Name, StringComparer.Ordinal)
            .Take(MaxOwnLayers).ToHashSet();
        return
        [
            .. items.Where(item => !large.Contains(item)).GroupBy(item => Bucket(item.Name, options.Buckets)).OrderBy(group => group.Key)
                .Select(group => new TarLayer([.. group.OrderBy(item => item.Name, StringComparer.Ordinal)])),
            .. large.OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => new TarLayer([item])),
        ];
    }

    private static int Bucket(string name, int buckets) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % (uint)buckets);

    private static void Check(IReadOnlyList<LayerFile> files)
    {
        var refused = files.Where(file => !IsName(file.Name)).Select(file => (file.Name, "not a plain file name")).ToList();
        refused.AddRange(files.GroupBy(file => file.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => (group.Key, "named twice")));
        if (refused.Count > 0)
        {
            throw BundleException.Refuse("The files cannot be bundled", refused, "Nothing was sent.");
        }
    }

    private static TarItem Describe(LayerFile file)
    {
        try
        {
            return new TarItem { Name = file.Name, Kind = TarEntryKind.File, Size = new FileInfo(file.FilePath).Length, Open = () => Open(file) };
        }
        catch (IOException exception)
        {
            throw Unreadable(file, exception);
        }
    }

    private static FileStream Open(LayerFile file)
    {
        try
        {
            return new FileStream(file.FilePath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, exception);
        }
    }

    private static BundleException Unreadable(LayerFile file, Exception exception) =>
        new(OciErrorKind.Unreadable, $"Cannot read {file.FilePath}: {exception.Message}", exception) { Paths = [file.Name] };

    [GeneratedRegex(@"\A[A-Za-z0-9_+][A-Za-z0-9@%+=:,._~-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
