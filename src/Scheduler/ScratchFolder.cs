namespace Wolfictl.Scheduler;

/// <summary>A folder whose content came from outside.</summary>
internal static class ScratchFolder
{
    /// <summary>Removes it if it is there, also where a bundle or a build took its own permissions away.</summary>
    public static void Delete(string path)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        Open(path);
        Directory.Delete(path, recursive: true);
    }

    // From the top: what is below a closed folder can't be listed before it is opened.
    private static void Open(string path)
    {
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | All);
        foreach (var folder in new DirectoryInfo(path).EnumerateDirectories())
        {
            if (folder.LinkTarget is null)
            {
                Open(folder.FullName);
            }
        }
    }
}
