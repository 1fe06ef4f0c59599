using Wolfictl.Oci.Archives;
using Wolfictl.Oci.Images;

namespace Wolfictl.Oci.Bundles;

/// <summary>
/// A directory of melange configurations as an image: one layer with its files, one with a minimal <c>.git</c>. Layers are tar archives that are not
/// compressed: sources are small or compressed already, and bytes that depend on nothing but the content are worth more. The same content gives the same digest on
/// any machine: names in ordinal order, owner 0, git's modes, one fixed time. On a base the image unpacks itself (<see cref="BundleCommands"/>); without one it has no
/// platform and nothing to run.
/// </summary>
public static class SourceBundle
{
    /// <summary>The date of the synthetic commit where there is neither a repository nor SOURCE_DATE_EPOCH: 1980-01-01T00:00:00Z.</summary>
    public static readonly DateTimeOffset DefaultDate = DateTimeOffset.FromUnixTimeSeconds(315532800);

    /// <summary>
    /// Bundles <paramref name="directory"/>, less <c>.git</c>, <c>packages/</c>, caches and what its <c>.wolfictlignore</c> names, and stores it in <paramref name="target"/>.
    /// Memory does not depend on the size of the files; each is read twice.
    /// </summary>
    /// <exception cref="BundleException">
    /// <see cref="OciErrorKind.Refused"/>: links that leave the directory, devices, sockets, fifos, <c>.wh.*</c> names, a date of 0.
    /// <see cref="OciErrorKind.Unreadable"/>: a file, a directory or the repository cannot be read, or changed meanwhile.
    /// </exception>
    /// <exception cref="OciException">The target cannot be reached or written.</exception>
    public static async Task<BundleResult> CreateAsync(
        string directory, SourceBundleOptions options, IOciRepository target, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(target);
        CheckDate(options.SourceDateEpoch, "SOURCE_DATE_EPOCH");
        var root = Path.GetFullPath(directory);
        if (!Directory.Exists(root))
        {
            throw new BundleException(OciErrorKind.NotFound, $"{root} is not a directory, or cannot be read.");
        }

        var rules = await IgnoreRules.ReadAsync(root, cancellationToken).ConfigureAwait(false);
        var items = SourceTree.Read(root, rules, cancellationToken);
        var state = await GitRepository.ReadAsync(root, rules, cancellationToken).ConfigureAwait(false);
        var commit = state?.Head ?? GitCommit.Synthetic(options.SourceDateEpoch ?? DefaultDate);
        CheckDate(commit.CommittedAt, $"The date of the commit {commit.Id}");
        var created = options.SourceDateEpoch ?? commit.CommittedAt;
        TarLayer[] layers = [new(items), new(MinimalGit.Items(commit))];
        var annotations = Annotate(options, created, state);
        try
        {
            var (manifest, bytes) = await LayeredImage.PushAsync(
                layers, new ImageOptions { Created = created, Annotations = annotations, Tag = options.Tag }, options.Base, target, cancellationToken).ConfigureAwait(false);
            return new BundleResult
            {
                Manifest = manifest,
                Bytes = bytes,
                Files = items.Count(item => item.Kind != TarEntryKind.Directory),
                Dirty = state?.Dirty ?? false,
                Revision = state?.Head?.Id,
                Created = created,
            };
        }
        catch (OciException exception) when (exception.Kind == OciErrorKind.DigestMismatch)
        {
            throw new BundleException(OciErrorKind.Unreadable, $"A file below {root} changed while it was bundled; nothing may write there meanwhile. Try again. ({exception.Message})", exception);
        }
    }

    /// <summary>
    /// Unpacks the bundle <paramref name="digest"/> less its base, or any image of tar or tar+gzip layers, to <paramref name="targetDirectory"/>, which is made when missing and must not hold any of
    /// the bundle's top-level names. Either everything is unpacked and verified, or nothing is left.
    /// </summary>
    /// <exception cref="OciException">The bundle cannot be had, is not what its digest says, or is refused (<see cref="ArchiveUnpacker"/>).</exception>
    public static Task<UnpackResult> UnpackAsync(
        IOciRepository source, Digest digest, string targetDirectory, UnpackLimits? limits = null, CancellationToken cancellationToken = default) =>
        LayeredImage.UnpackAsync(source, digest, targetDirectory, limits, cancellationToken);

    /// <summary>Copies the bundle <paramref name="digest"/> without the base that it may stand on: all that <see cref="UnpackAsync"/> needs.</summary>
    /// <returns>What it is named in <paramref name="target"/>.</returns>
    /// <exception cref="OciException">The bundle cannot be had, or the target not be written.</exception>
    public static Task<Digest> CopyContentAsync(IOciRepository source, Digest digest, IOciRepository target, CancellationToken cancellationToken = default) =>
        LayeredImage.CopyContentAsync(source, digest, target, cancellationToken);

    /// <summary>What a bundle says about itself, by annotation key; nothing in it is verified.</summary>
    /// <exception cref="OciException">The bundle cannot be had.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAnnotationsAsync(
        IOciRepository source, Digest digest, CancellationToken cancellationToken = default)
    {
        var content = await source.GetManifestAsync(digest, cancellationToken).ConfigureAwait(false);
        return (content.IsIndex ? content.ReadIndex().Annotations : content.ReadManifest().Annotations) ?? new Dictionary<string, string>();
    }

    /// <summary>The commit that <paramref name="directory"/> is at, and its date; null where there is no repository, or no commit in it.</summary>
    /// <exception cref="BundleException">The repository cannot be read.</exception>
    public static async Task<(string Revision, DateTimeOffset CommittedAt)?> ReadRevisionAsync(string directory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return await GitRepository.ReadHeadAsync(Path.GetFullPath(directory), cancellationToken).ConfigureAwait(false) is { Head: { } head } ? (head.Id, head.CommittedAt) : null;
    }

    private static void CheckDate(DateTimeOffset? date, string name)
    {
        if (date is { } given && given.ToUnixTimeSeconds() <= 0)
        {
            throw new BundleException(
                OciErrorKind.Refused, $"{name} is {given.ToUnixTimeSeconds()}: it must be later than 1970-01-01T00:00:00Z, because the directory's make stops at a commit of that date.");
        }
    }

    private static Dictionary<string, string> Annotate(SourceBundleOptions options, DateTimeOffset created, GitState? state)
    {
        var annotations = BundleAnnotations.Of(created, options.CreatedBy, options.Packages, state?.Head?.Id);
        if (state?.Dirty == true)
        {
            annotations[AnnotationKeys.Dirty] = "true";
        }

        return annotations;
    }
}
