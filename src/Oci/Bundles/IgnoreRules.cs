namespace Wolfictl.Oci.Bundles;

/// <summary>
/// What a source bundle leaves out. The file <c>.wolfictlignore</c> at the directory's root has gitignore's syntax: comments, <c>!</c>, leading and trailing slashes,
/// <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>**</c>; the last pattern that matches decides, and nothing below an excluded directory can be taken in again.
/// Only the one file is read, none in subdirectories. Before its patterns stand <see cref="Defaults"/>, which it may negate. <c>.git</c> is always left out, at every depth.
/// </summary>
internal sealed class IgnoreRules(IReadOnlyList<IgnorePattern> patterns)
{
    public const string FileName = ".wolfictlignore";
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Build results and the caches that melange and distributions' Makefiles keep in the directory.</summary>
    public static IReadOnlyList<string> Defaults { get; } = ["/packages/", "/cache/", "/.cache/", "/.melangecache/", "/melange-cache/", "/.wolfictl/"];

    public static IgnoreRules Parse(string text) =>
        new([.. Defaults.Concat(text.Split('\n')).Select(IgnorePattern.Parse).OfType<IgnorePattern>()]);

    /// <summary>The rules of <paramref name="directory"/>.</summary>
    public static async Task<IgnoreRules> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                throw new BundleException(OciErrorKind.TooLarge, $"{path} is larger than {MaxBytes} bytes.") { Paths = [FileName] };
            }

            return Parse(File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BundleException(OciErrorKind.Unreadable, $"Cannot read {path}: {exception.Message}", exception) { Paths = [FileName] };
        }
    }

    /// <summary>Whether the entry itself is left out; its parents are the caller's affair.</summary>
    public bool Ignores(string path, bool isDirectory)
    {
        if (path == ".git" || path.EndsWith("/.git", StringComparison.Ordinal))
        {
            return true;
        }

        for (var i = patterns.Count - 1; i >= 0; i--)
        {
            if ((isDirectory || !patterns[i].DirectoryOnly) && patterns[i].Match.IsMatch(path))
            {
                return !patterns[i].Negated;
            }
        }

        return false;
    }

    /// <summary>Whether the file, or a directory above it, is left out.</summary>
    public bool IgnoresWithin(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (Ignores(path[..slash], isDirectory: true))
            {
                return true;
            }
        }

        return !path.EndsWith('/') && Ignores(path, isDirectory: false);
    }
}
