using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>
/// The calls that .NET does not offer: the change time and inode of a file, flushing a folder, appending in one write, starting to write back.
/// statx has one layout on every architecture, unlike stat.
/// </summary>
internal static partial class Posix
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int AppendFlag = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Interrupted = 4;
    private const int Invalid = 22;
    private const uint StartWriting = 2;

    /// <summary>What stands at a path, links not followed; null where nothing does.</summary>
    public static FileIdentity? Stat(string path) =>
        Statx(CurrentFolder, path, NoFollow, BasicStats, out var found) == 0 ? Identity(found) : null;

    /// <summary>The file behind a handle, wherever it has been renamed to.</summary>
    public static FileIdentity Stat(SafeFileHandle file) =>
        StatxOf(file, string.Empty, EmptyPath, BasicStats, out var found) == 0 ? Identity(found) : throw LastError("statx");

    public static SafeFileHandle OpenFolder(string path) => Opened(Open(path, CloseOnExec, 0), path);

    /// <summary>Opens a file whose every write lands at its end, also with other processes at work.</summary>
    public static SafeFileHandle OpenToAppend(string path) => Opened(Open(path, WriteOnly | Create | AppendFlag | CloseOnExec, 0x1A4), path);

    public static void Flush(SafeFileHandle folder)
    {
        while (Fsync(folder) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted: continue;
                case Invalid: return; // A filesystem that has nothing to flush for a folder.
                default: throw LastError("fsync");
            }
        }
    }

    public static void Append(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        var written = Write(file, bytes, (nuint)bytes.Length);
        if (written != bytes.Length)
        {
            throw LastError("write");
        }
    }

    /// <summary>Asks the kernel to begin writing a range back, so that the flush at the end has little left. A hint: failure means nothing.</summary>
    public static void BeginWriteBack(SafeFileHandle file, long offset, long length) => _ = SyncFileRange(file, offset, length, StartWriting);

    private static SafeFileHandle Opened(int descriptor, string path) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw LastError(path);

    private static IOException LastError(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    private static FileIdentity Identity(in StatxResult found) => new(
        found.Size,
        found.ModifiedSeconds * 1_000_000_000 + found.ModifiedNanoseconds,
        found.ChangedSeconds * 1_000_000_000 + found.ChangedNanoseconds,
        found.Inode,
        (found.Mode & FileTypeMask) == RegularFile);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out StatxResult result);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxOf(SafeFileHandle file, string path, int flags, uint mask, out StatxResult result);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxResult
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
