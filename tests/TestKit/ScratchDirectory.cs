namespace Wolfictl.TestKit;

/// <summary>A new empty directory that goes away with the test.</summary>
public sealed class ScratchDirectory : IDisposable
{
    /// <summary>Makes the directory below the system's temporary one.</summary>
    public ScratchDirectory() => FullPath = Directory.CreateTempSubdirectory("wolfictl-test-").FullName;

    /// <summary>Its absolute path.</summary>
    public string FullPath { get; }

    /// <summary>An absolute path within it; nothing is made.</summary>
    public string At(params string[] parts) => Path.Combine([FullPath, .. parts]);

    /// <summary>Writes a file, with the directories above it, and gives its absolute path.</summary>
    public string Write(string path, string content)
    {
        var full = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    /// <summary>Removes it with all it holds, directories that a test closed too.</summary>
    public void Dispose()
    {
        if (!Directory.Exists(FullPath))
        {
            return;
        }

        Open(new DirectoryInfo(FullPath));
        Directory.Delete(FullPath, recursive: true);
    }

    private static void Open(DirectoryInfo directory)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows() && (directory.UnixFileMode & Own) != Own)
        {
            directory.UnixFileMode |= Own;
        }

        foreach (var below in directory.EnumerateDirectories().Where(entry => entry.LinkTarget is null))
        {
            Open(below);
        }
    }
}
