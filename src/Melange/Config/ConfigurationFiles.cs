using System.IO.Enumeration;

namespace Wolfictl.Melange.Config;

/// <summary>
/// Which files of a directory are configurations: <c>*.yaml</c> at its root and <c>*.melange.yaml</c> below.
/// Names that begin with a dot are passed over, and directories that are links are not entered.
/// </summary>
internal static class ConfigurationFiles
{
    /// <summary>In the ordinal order of their paths.</summary>
    public static List<ConfigurationFile> Find(string directory)
    {
        var root = directory.TrimEnd('/').Length;
        var files = new FileSystemEnumerable<ConfigurationFile>(
            directory,
            (ref FileSystemEntry entry) => new ConfigurationFile(Relative(ref entry, root), (entry.Attributes & FileAttributes.ReparsePoint) != 0),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                IsConfiguration(entry.FileName, entry.Directory.Length <= root) && !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                entry.FileName[0] != '.' && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        }.ToList();
        files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    private static bool IsConfiguration(ReadOnlySpan<char> name, bool isAtRoot) =>
        name[0] != '.' && name.EndsWith(isAtRoot ? ".yaml" : ".melange.yaml", StringComparison.Ordinal);

    private static string Relative(ref FileSystemEntry entry, int root) =>
        entry.Directory.Length <= root ? entry.FileName.ToString() : $"{entry.Directory[(root + 1)..]}/{entry.FileName}";
}
