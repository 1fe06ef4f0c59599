using Wolfictl.CacheWorker.Bundling;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Submitter.Submitting;

/// <summary>Bundles the directory into a repository or a layout.</summary>
internal static class BundleMaker
{
    /// <param name="directory">What is bundled.</param>
    /// <param name="packages">Those asked for; none for all.</param>
    /// <param name="repositories">Opens repositories.</param>
    /// <param name="repository">Where it goes.</param>
    /// <param name="below">The image that it stands on; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its reference, what is in it, and whether <c>wolfictl unpack</c> unpacks it rather than <c>sh</c> and <c>tar</c>.</returns>
    /// <exception cref="OciException">The directory can't be bundled, the base not be read, or the repository not be written.</exception>
    public static async Task<(DigestReference Reference, BundleResult Result, bool HasUnpacker)> BundleAsync(
        string directory,
        IReadOnlyList<PackageName> packages,
        OciRepositories repositories,
        string repository,
        OciReference? below,
        CancellationToken cancellationToken)
    {
        var target = Target(repository);
        var image = await BundleBase.ReadAsync(repositories, below, cancellationToken).ConfigureAwait(false);
        var result = await SourceBundle.CreateAsync(
            directory,
            new SourceBundleOptions
            {
                CreatedBy = ProcessVersion.Current,
                Packages = [.. packages.Select(p => p.Value)],
                SourceDateEpoch = SourceDateEpoch.Read(),
                Base = image,
            },
            repositories.Open(target),
            cancellationToken).ConfigureAwait(false);
        return (DigestReference.Of(target.Name, result.Manifest.Digest.ToString()), result, image is { HasUnpacker: true });
    }

    /// <summary>What <c>--bundle-repo</c> names.</summary>
    /// <exception cref="OciException">It is no reference.</exception>
    /// <exception cref="CommandException">It has a tag or a digest.</exception>
    public static OciReference Target(string repository)
    {
        var target = OciReference.Parse(repository);
        return target.TagOrDigest is null
            ? target
            : throw new CommandException(ExitCodes.Usage, $"--bundle-repo is {repository}: a repository without tag or digest is expected.");
    }
}
