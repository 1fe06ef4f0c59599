using Microsoft.Win32.SafeHandles;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>Flushes a folder's entries to disk; those who ask while a flush is under way share the next one.</summary>
internal sealed class FolderFlush(string folder) : IDisposable
{
    private readonly SafeFileHandle _folder = Posix.OpenFolder(folder);
    private readonly Lock _oneAtATime = new();
    private long _asked;
    private long _done;

    /// <summary>Returns when every rename made before the call is on disk. Blocks for a disk's time.</summary>
    public void Flush()
    {
        var ticket = Interlocked.Increment(ref _asked);
        lock (_oneAtATime)
        {
            if (_done >= ticket)
            {
                return;
            }

            var covered = Interlocked.Read(ref _asked);
            Posix.Flush(_folder);
            _done = covered;
        }
    }

    public void Dispose() => _folder.Dispose();
}
