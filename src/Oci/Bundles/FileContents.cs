namespace Wolfictl.Oci.Bundles;

/// <summary>The bytes of files, some at a time.</summary>
internal static class FileContents
{
    private const int Chunk = 128 * 1024;

    /// <summary>Copies to a new file, with a mode whatever the umask and the time of the old one.</summary>
    /// <returns>How many bytes that were.</returns>
    public static long Copy(FileInfo from, string to, UnixFileMode mode)
    {
        using var source = Open(from.FullName);
        // CreateNew never follows a link.
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        source.CopyTo(target, Chunk);
        File.SetUnixFileMode(target.SafeFileHandle, mode);
        File.SetLastWriteTimeUtc(target.SafeFileHandle, from.LastWriteTimeUtc);
        return target.Length;
    }

    /// <summary>Whether two files hold the same; a file that may not be read holds something else.</summary>
    public static bool AreSame(string one, string other)
    {
        if (new FileInfo(one).Length != new FileInfo(other).Length)
        {
            return false;
        }

        try
        {
            using var left = Open(one);
            using var right = Open(other);
            var (mine, theirs) = (new byte[Chunk], new byte[Chunk]);
            while (left.ReadAtLeast(mine, Chunk, throwOnEndOfStream: false) is > 0 and var read)
            {
                if (right.ReadAtLeast(theirs, read, throwOnEndOfStream: false) != read || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
                {
                    return false;
                }
            }

            return right.ReadByte() < 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
}
