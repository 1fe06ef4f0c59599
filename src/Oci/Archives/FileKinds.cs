using System.Runtime.InteropServices;

namespace Wolfictl.Oci.Archives;

/// <summary>
/// Tells devices, sockets and fifos from files, which the runtime does not: opening a fifo would wait for ever. By <c>statx(2)</c>, whose structure is the same on
/// all architectures; where the C library lacks it, everything that is no directory or link counts as a file.
/// </summary>
internal static partial class FileKinds
{
    private const int AtFdcwd = -100;
    private const int AtSymlinkNofollow = 0x100;
    private const uint StatxType = 1;
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;

    private static bool _available = OperatingSystem.IsLinux();

    public static FileKind Of(FileSystemInfo entry)
    {
        if (entry.LinkTarget is not null)
        {
            return FileKind.SymbolicLink;
        }

        if ((entry.Attributes & FileAttributes.Directory) != 0)
        {
            return FileKind.Directory;
        }

        return _available ? Ask(entry.FullName) : FileKind.File;
    }

    private static FileKind Ask(string path)
    {
        try
        {
            var buffer = new byte[StatxBytes];
            if (Statx(AtFdcwd, path, AtSymlinkNofollow, StatxType, buffer) != 0)
            {
                // Gone or forbidden: opening it will say so.
                return FileKind.File;
            }

            return (BitConverter.ToUInt16(buffer, ModeOffset) & 0xF000) switch
            {
                0x1000 => FileKind.Fifo,
                0xC000 => FileKind.Socket,
                0x2000 or 0x6000 => FileKind.Device,
                _ => FileKind.File,
            };
        }
        catch (EntryPointNotFoundException)
        {
            _available = false;
            return FileKind.File;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, [Out] byte[] buffer);
}
