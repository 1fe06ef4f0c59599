namespace Wolfictl.TestKit.Files;

/// <summary>An empty folder that one test has for itself; disposing deletes it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("wolfictl-test-").FullName;

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The absolute path of something in it, there or not.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public static implicit operator string(TemporaryFolder folder) => folder.Path;

    /// <summary>Writes a file, and the folders above it.</summary>
    /// <returns>Its absolute path.</returns>
    public string Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Makes a folder, and those above it.</summary>
    /// <returns>Its absolute path.</returns>
    public string CreateFolder(string relative) => Directory.CreateDirectory(this[relative]).FullName;

    /// <summary>Copies all that another folder holds; links are copied as links.</summary>
    public void CopyFrom(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly))
        {
            Copy(entry, this[entry.Name]);
        }
    }

    public void Dispose()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", all))
        {
            // A test of unreadable folders leaves some.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that a test killed may still be writing: the system sweeps its temporary folder.
        }
    }

    private static void Copy(FileSystemInfo entry, string target)
    {
        if (entry.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
        }
        else if (entry is DirectoryInfo folder)
        {
            Directory.CreateDirectory(target);
            foreach (var inner in folder.EnumerateFileSystemInfos())
            {
                Copy(inner, System.IO.Path.Combine(target, inner.Name));
            }
        }
        else
        {
            File.Copy(entry.FullName, target);
        }
    }
}
