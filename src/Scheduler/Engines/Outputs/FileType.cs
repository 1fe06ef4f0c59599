using System.Runtime.InteropServices;

namespace Wolfictl.Scheduler.Engines.Outputs;

/// <summary>Tells regular files from links, devices, sockets and fifos by <c>statx(2)</c>, whose structure is the same on all architectures; the runtime tells links alone.</summary>
internal static partial class FileType
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint TypeWanted = 1;
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;

    /// <summary>A file that is there and is a regular one.</summary>
    public static bool IsRegular(string path)
    {
        var buffer = new byte[StatxBytes];
        return Statx(CurrentDirectory, path, NoFollow, TypeWanted, buffer) == 0 && (BitConverter.ToUInt16(buffer, ModeOffset) & 0xF000) == 0x8000;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, [Out] byte[] buffer);
}
