namespace Wolfictl.Oci.Bundles;

/// <summary>Names in archives: what is taken, in one spelling.</summary>
internal static class ArchivePath
{
    private const int MaxPath = 4096;
    private const int MaxPart = 255;

    /// <summary>
    /// <paramref name="name"/> without <c>.</c> parts and doubled or last slashes; empty for the root itself.
    /// Otherwise <paramref name="problem"/> says why it is refused.
    /// </summary>
    public static string? Normalize(string name, out string? problem)
    {
        problem = name.Length == 0 ? "an empty name"
            : name.StartsWith('/') ? "an absolute name"
            : name.Contains('\0', StringComparison.Ordinal) ? "a name with a NUL"
            : System.Text.Encoding.UTF8.GetByteCount(name) > MaxPath ? $"a name longer than {MaxPath} bytes"
            : null;
        if (problem is not null)
        {
            return null;
        }

        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToList();
        problem = parts.Contains("..") ? "a name that climbs with '..'"
            : parts.Exists(part => System.Text.Encoding.UTF8.GetByteCount(part) > MaxPart) ? $"a part longer than {MaxPart} bytes"
            : parts.Exists(part => part.StartsWith(".wh.", StringComparison.Ordinal)) ? "a whiteout name ('.wh.…')"
            : null;
        return problem is null ? string.Join('/', parts) : null;
    }

    /// <summary><paramref name="path"/> as seen from <paramref name="folder"/>, empty for the folder itself; without a folder as it is. Null where it is not within.</summary>
    public static string? Below(string? folder, string path, ref string? problem)
    {
        if (folder is null || path.Length == 0)
        {
            return path;
        }

        if (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/'))
        {
            return path.Length == folder.Length ? "" : path[(folder.Length + 1)..];
        }

        problem = $"a name outside of {folder}/";
        return null;
    }
}
