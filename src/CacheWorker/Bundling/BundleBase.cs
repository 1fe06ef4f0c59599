using Wolfictl.Hosting;
using Wolfictl.Oci;
using Wolfictl.Oci.Images;

namespace Wolfictl.CacheWorker.Bundling;

/// <summary>The image that bundles stand on, as flags and options name it.</summary>
public static class BundleBase
{
    /// <summary>The word for no base.</summary>
    public const string None = "none";

    /// <summary>The wolfictl image of this version.</summary>
    public static string Default => $"ghcr.io/wolfi-dev/wolfictl:{ProcessVersion.Current}";

    /// <summary>The image that <paramref name="text"/> names; null for <see cref="None"/>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static OciReference? Parse(string text)
    {
        if (text == None)
        {
            return null;
        }

        return !OciReference.TryParse(text, out var image, out var error) ? throw new FormatException($"'{Shown.Text(text)}' is no image: {error}. Expected REGISTRY/REPOSITORY:TAG, or {None}.")
            : image.TagOrDigest is null ? throw new FormatException($"'{Shown.Text(text)}' has neither tag nor digest. Expected REGISTRY/REPOSITORY:TAG, or {None}.")
            : image;
    }

    /// <summary>Reads the image; null for none.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Unreachable"/>: it can't be had. Other kinds: it can't be a base.</exception>
    public static async Task<BaseImage?> ReadAsync(OciRepositories repositories, OciReference? image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repositories);
        if (image is null)
        {
            return null;
        }

        try
        {
            return await BaseImage.ReadAsync(repositories.Open(image), image.TagOrDigest!, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException e) when (e.Kind is OciErrorKind.NotFound or OciErrorKind.Unauthorized or OciErrorKind.Unreachable)
        {
            throw new OciException(
                OciErrorKind.Unreachable,
                $"the image that bundles stand on, {image}, can't be read: name another by --bundle-base or WOLFICTL_BUNDLE_BASE, or {None} (bundles that only the local engine unpacks need none). {e.Message}",
                e);
        }
    }
}
