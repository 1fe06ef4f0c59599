using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>
/// The right to write one partial file, held by a lock that the kernel gives back when the process dies. The lock file also says
/// where the partial bytes come from. It is deleted only by who holds it, so a lock on a file that is no longer at its path is void.
/// </summary>
internal sealed class PartialLock : IDisposable
{
    private const int WouldBlock = 11;
    private const int LongestOrigin = 64 << 10;
    private readonly SafeFileHandle _file;
    private readonly string _path;

    private PartialLock(SafeFileHandle file, string path) => (_file, _path) = (file, path);

    /// <summary>Takes the lock, or returns null if another worker has it.</summary>
    public static PartialLock? TryTake(string path)
    {
        while (true)
        {
            SafeFileHandle file;
            try
            {
                file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy) when (busy.HResult == WouldBlock)
            {
                return null;
            }

            if (Posix.Stat(path)?.Inode == Posix.Stat(file).Inode)
            {
                return new PartialLock(file, path);
            }

            file.Dispose();
        }
    }

    public PartialOrigin? ReadOrigin()
    {
        var length = RandomAccess.GetLength(_file);
        if (length is 0 or > LongestOrigin)
        {
            return null;
        }

        var bytes = new byte[length];
        var read = RandomAccess.Read(_file, bytes, 0);
        try
        {
            return JsonSerializer.Deserialize(bytes.AsSpan(0, read), StoreJson.Default.PartialOrigin);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void WriteOrigin(PartialOrigin? origin)
    {
        RandomAccess.SetLength(_file, 0);
        if (origin is not null)
        {
            RandomAccess.Write(_file, JsonSerializer.SerializeToUtf8Bytes(origin, StoreJson.Default.PartialOrigin), 0);
        }
    }

    /// <summary>Deletes the lock file; to be called while it is held, when no partial file is left for it.</summary>
    public void Delete() => File.Delete(_path);

    public void Dispose() => _file.Dispose();
}
