using System.Security.Cryptography;
using System.Text;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Images;

namespace Wolfictl.CacheWorker.Bundling;

/// <summary>
/// Verified sources as an image, under the names that melange looks up. Files are spread over layers by their names, so that one new source sends one layer again;
/// the same sources for the same commit on the same base give the same digest on any machine.
/// </summary>
public static class CacheBundle
{
    private const int TagDigits = 32;

    /// <summary>Stores exactly <paramref name="sources"/>, each once, in <paramref name="target"/>, tagged by what they are; layers that are there are not sent.</summary>
    /// <exception cref="BundleException">A file can't be read, or was changed or pruned meanwhile.</exception>
    /// <exception cref="OciException">The repository can't be reached or written.</exception>
    public static async Task<CacheBundleResult> PushAsync(
        IReadOnlyList<StoredSource> sources, IOciRepository target, CacheBundleOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        var files = sources.DistinctBy(source => source.Name).Select(source => new LayerFile(source.Name.ToString(), source.Path)).ToList();
        var annotations = BundleAnnotations.Of(options.Created, options.CreatedBy, options.Packages, options.Revision);
        var layers = new FileLayersOptions { Created = options.Created, Annotations = annotations, Tag = TagOf(files, annotations, options.Base), Base = options.Base };
        var pushed = await FileLayers.PushAsync(target, files, layers, cancellationToken).ConfigureAwait(false);
        return new CacheBundleResult
        {
            Reference = DigestReference.Of(target.Name.Name, pushed.Manifest.Digest.ToString()),
            Files = files.Count,
            Bytes = pushed.Bytes,
        };
    }

    /// <summary>The files of a store that these results name: what a bundle of one request holds, whatever else the store has.</summary>
    public static IReadOnlyList<StoredSource> FilesOf(IEnumerable<FetchResult> results, SourceStore store)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(store);
        return
        [
            .. results.Where(result => result is { StoredAs: not null, Size: not null })
                .DistinctBy(result => result.StoredAs)
                .Select(result => new StoredSource { Name = result.StoredAs!.Value, Path = store.PathOf(result.StoredAs.Value), Size = result.Size!.Value }),
        ];
    }

    /// <summary>
    /// Writes the sources of a bundle to <paramref name="directory"/>, which melange then takes as its cache. Those that stand there with the same length are left alone.
    /// </summary>
    /// <returns>How many files were written, and how many were left alone.</returns>
    /// <exception cref="OciException">The bundle can't be had, is not what its digest says, or holds anything but plain files.</exception>
    public static Task<(int Written, int Kept)> UnpackAsync(
        OciRepositories repositories, DigestReference bundle, string directory, UnpackLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repositories);
        return FileLayers.UnpackAsync(repositories.Open(OciReference.Parse(bundle.Repository)), Digest.Parse(bundle.Digest), directory, limits, cancellationToken);
    }

    /// <summary>All that makes it what it is, as a tag that no other bundle takes from it: registries sweep what has none, and some clients list tags before they read anything.</summary>
    private static string TagOf(IEnumerable<LayerFile> files, Dictionary<string, string> annotations, BaseImage? below)
    {
        IEnumerable<string> all =
        [
            .. files.Select(file => file.Name).Order(StringComparer.Ordinal),
            .. annotations.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"),
            below?.Name ?? "",
        ];
        return $"sources-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..TagDigits]}";
    }
}
