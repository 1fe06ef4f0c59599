using Wolfictl.Oci.Archives;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Oci.Images;

/// <summary>A directory on its way to become a layer: a tar archive that depends on nothing but names and content, not compressed.</summary>
public sealed class ImageLayer
{
    private ImageLayer(TarLayer archive) => Archive = archive;

    internal TarLayer Archive { get; }

    /// <summary>The files of <paramref name="directory"/>; contents are not read yet.</summary>
    /// <param name="directory">What to take.</param>
    /// <param name="place">The absolute folder in the image that it becomes; <c>/</c> for the root.</param>
    /// <param name="left">Patterns of what is left out, in gitignore's syntax.</param>
    /// <param name="executables">Whether files may be run, where they may here; else none may.</param>
    /// <exception cref="BundleException">Something can't be read, or can't be in an image.</exception>
    public static ImageLayer OfDirectory(string directory, string place, IReadOnlyList<string> left, bool executables)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentException.ThrowIfNullOrEmpty(place);
        ArgumentNullException.ThrowIfNull(left);
        var rules = new IgnoreRules([.. left.Select(IgnorePattern.Parse).OfType<IgnorePattern>()]);
        var parts = place.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parents = parts.Select((_, i) => TarItem.Directory(string.Join('/', parts[..(i + 1)])));
        var files = SourceTree.Read(Path.GetFullPath(directory), rules, CancellationToken.None)
            .Select(item => item with { Name = string.Join('/', [.. parts, item.Name]), Executable = item.Executable && executables });
        return new ImageLayer(new TarLayer([.. parents, .. files]));
    }
}
