using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wolfictl.Oci.Bundles;

/// <summary>Writes a whole file system to its disk (<c>syncfs(2)</c>): once for thousands of files, where flushing each would wait for the disk as often.</summary>
internal static partial class FileSystemFlush
{
    private const int CloseOnExec = 0x80000;

    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Of(string directory)
    {
        var descriptor = Open(directory, CloseOnExec, 0);
        if (descriptor < 0)
        {
            throw Failed(directory);
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (SyncFileSystem(handle) != 0)
        {
            throw Failed(directory);
        }
    }

    private static IOException Failed(string directory) => new($"Cannot flush {directory}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileSystem(SafeFileHandle folder);
}
