using System.Text.RegularExpressions;

namespace Wolfictl.Oci.Bundles;

/// <summary>
/// The apk files of a build as one artifact: a layer per file, its path in the title annotation (image-spec 1.1, manifest.md, Guidelines for Artifact Usage).
/// Without files the artifact has the one empty layer that the spec asks for.
/// </summary>
public static partial class OutputArtifact
{
    private const int MaxPath = 1024;
    private const int MaxDepth = 8;
    private const int ParallelFiles = 4;

    /// <summary>Stores <paramref name="files"/> and a manifest that names them. Files that the repository has are not sent again.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="files">The files; no path twice.</param>
    /// <param name="annotations">The manifest's annotations; null for none.</param>
    /// <param name="tag">The tag that the manifest gets; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BundleException">A path is refused, or a file cannot be read or changed meanwhile.</exception>
    public static async Task<OutputArtifactResult> PushAsync(
        IOciRepository target,
        IReadOnlyList<OutputFile> files,
        IReadOnlyDictionary<string, string>? annotations = null,
        string? tag = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(files);
        Check([.. files.Select(file => file.Path)]);
        var ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var layers = new OutputLayer[ordered.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ordered.Count, options, async (i, stop) => layers[i] = await PushFileAsync(target, ordered[i], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return await PushManifestAsync(target, layers, annotations, tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores the manifest of files that were stored before (<see cref="PushFileAsync"/>): for an artifact that grows.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="files">All that it has; no path twice.</param>
    /// <param name="annotations">The manifest's annotations; null for none.</param>
    /// <param name="tag">The tag that the manifest gets; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BundleException">A path is refused.</exception>
    public static async Task<OutputArtifactResult> PushManifestAsync(
        IOciRepository target,
        IReadOnlyList<OutputLayer> files,
        IReadOnlyDictionary<string, string>? annotations = null,
        string? tag = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(files);
        Check([.. files.Select(file => file.Path)]);
        var ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var empty = await target.PushBytesAsync(Descriptor.EmptyContent, MediaTypes.Empty, cancellationToken).ConfigureAwait(false);
        var manifest = new Manifest
        {
            ArtifactType = MediaTypes.Outputs,
            Config = empty,
            Layers = ordered.Count == 0 ? [empty] : [.. ordered.Select(Describe)],
            Annotations = annotations,
        };
        return new OutputArtifactResult
        {
            Manifest = await target.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest, tag, cancellationToken).ConfigureAwait(false),
            Files = ordered,
        };
    }

    /// <summary>The files of an artifact, without fetching them; paths that are refused make it fail.</summary>
    public static async Task<IReadOnlyList<OutputLayer>> ListAsync(IOciRepository source, Digest digest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return [.. (await ReadAsync(source, digest, cancellationToken).ConfigureAwait(false)).Select(file => new OutputLayer(file.Path, file.Layer.Digest, file.Layer.Size))];
    }

    /// <summary>
    /// Writes the artifact's files below <paramref name="outDirectory"/>, each under its final name only when it is verified. A file that stands there with
    /// the right content is left alone, another one is replaced.
    /// </summary>
    /// <returns>The files' paths on disk, in the artifact's order.</returns>
    /// <exception cref="OciException">The artifact cannot be had or is not what its digest says, or a title would leave the directory.</exception>
    public static async Task<IReadOnlyList<string>> FetchAsync(
        IOciRepository source, Digest digest, string outDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(outDirectory);
        var files = await ReadAsync(source, digest, cancellationToken).ConfigureAwait(false);
        var root = Path.GetFullPath(outDirectory);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, options, async (file, stop) => await FetchFileAsync(source, file.Layer, Path.Combine(root, file.Path), stop).ConfigureAwait(false))
            .ConfigureAwait(false);
        return [.. files.Select(file => Path.Combine(root, file.Path))];
    }

    private static async Task<IReadOnlyList<(string Path, Descriptor Layer)>> ReadAsync(IOciRepository source, Digest digest, CancellationToken cancellationToken)
    {
        var manifest = (await source.GetManifestAsync(digest, cancellationToken).ConfigureAwait(false)).ReadManifest();
        var files = manifest.Layers.Where(layer => layer.MediaType != MediaTypes.Empty)
            .Select(layer => (Path: layer.Annotations?.GetValueOrDefault(AnnotationKeys.Title) ?? "", Layer: layer)).ToList();
        var refused = files.Where(file => !IsSafe(file.Path)).Select(file => (file.Path, "a title that is no plain relative path")).ToList();
        refused.AddRange(files.GroupBy(file => file.Path, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => (group.Key, "named twice")));
        return refused.Count > 0
            ? throw BundleException.Refuse($"The artifact {source.Name.Name}@{digest} is refused", refused, "Nothing was fetched.")
            : files;
    }

    private static bool IsSafe(string path) => path.Length is > 0 and <= MaxPath && path.Split('/') is { Length: <= MaxDepth } parts && parts.All(part => PartPattern().IsMatch(part));

    /// <summary>Stores one file, unless the repository has it. It is part of an artifact only when a manifest names it.</summary>
    /// <exception cref="BundleException">Its path is refused, or it cannot be read or changed meanwhile.</exception>
    public static async Task<OutputLayer> PushFileAsync(IOciRepository target, OutputFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(file);
        Check([file.Path]);
        try
        {
            OutputLayer layer;
            var content = Open(file.FilePath);
            await using (content.ConfigureAwait(false))
            {
                var (digest, size) = await Digest.OfAsync(content, cancellationToken).ConfigureAwait(false);
                layer = new OutputLayer(file.Path, digest, size);
            }

            await target.PushBlobAsync(Describe(layer), _ => ValueTask.FromResult<Stream>(Open(file.FilePath)), cancellationToken).ConfigureAwait(false);
            return layer;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || exception is OciException { Kind: OciErrorKind.DigestMismatch })
        {
            var problem = exception is OciException ? "it changed while it was sent; try again" : exception.Message;
            throw new BundleException(OciErrorKind.Unreadable, $"Cannot publish {file.FilePath}: {problem}", exception) { Paths = [file.Path] };
        }
    }

    private static Descriptor Describe(OutputLayer file) => new()
    {
        MediaType = MediaTypes.Apk,
        Digest = file.Digest,
        Size = file.Size,
        Annotations = new Dictionary<string, string> { [AnnotationKeys.Title] = file.Path },
    };

    private static void Check(IReadOnlyList<string> paths)
    {
        var refused = paths.Where(path => !IsSafe(path)).Select(path => (path, "a path that may not be published")).ToList();
        refused.AddRange(paths.GroupBy(path => path, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => (group.Key, "named twice")));
        if (refused.Count > 0)
        {
            throw BundleException.Refuse("The outputs cannot be published", refused, "Nothing was sent.");
        }
    }

    private static async Task FetchFileAsync(IOciRepository source, Descriptor layer, string path, CancellationToken cancellationToken)
    {
        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.partial");
        try
        {
            if (await IsThereAsync(path, layer, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var blob = await source.OpenBlobAsync(layer, cancellationToken).ConfigureAwait(false);
            await using (blob.ConfigureAwait(false))
            {
                var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
                await using (file.ConfigureAwait(false))
                {
                    await blob.CopyToAsync(file, 128 * 1024, cancellationToken).ConfigureAwait(false);
                    file.Flush(flushToDisk: true);
                }
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BundleException(OciErrorKind.Unreadable, $"Cannot write {path}: {exception.Message}", exception) { Paths = [path] };
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    private static async Task<bool> IsThereAsync(string path, Descriptor layer, CancellationToken cancellationToken)
    {
        if (new FileInfo(path) is not { Exists: true } file || file.Length != layer.Size || layer.Digest.Algorithm != "sha256")
        {
            return false;
        }

        var content = Open(path);
        await using (content.ConfigureAwait(false))
        {
            return (await Digest.OfAsync(content, cancellationToken).ConfigureAwait(false)).Digest == layer.Digest;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);

    [GeneratedRegex(@"\A[A-Za-z0-9_+][A-Za-z0-9@%+=:,._~-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartPattern();
}
