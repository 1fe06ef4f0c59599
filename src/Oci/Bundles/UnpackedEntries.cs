namespace Wolfictl.Oci.Bundles;

/// <summary>Moves what was unpacked and verified to where it belongs.</summary>
internal static class UnpackedEntries
{
    /// <summary>Moves the entries of <paramref name="work"/> to <paramref name="target"/>, on the same file system; none of their names may be taken there.</summary>
    public static void Move(string work, string target)
    {
        var made = new DirectoryInfo(work).GetFileSystemInfos();
        var taken = made.Select(entry => entry.Name).Where(name => IsTaken(Path.Combine(target, name)))
            .Order(StringComparer.Ordinal).Select(name => (name, "is there already")).ToList();
        if (taken.Count > 0)
        {
            throw BundleException.Refuse($"Cannot unpack to {target}", taken, "Unpack to an empty directory.");
        }

        foreach (var entry in made)
        {
            var place = Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                Directory.Move(entry.FullName, place);
            }
            else
            {
                File.Move(entry.FullName, place);
            }
        }
    }

    // A link to nowhere does not exist for Path.Exists.
    private static bool IsTaken(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
