using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>
/// A source while its bytes come in: a file under <c>.partial</c>, locked against other workers, that takes its final name only after
/// every byte of it was hashed and flushed. Disposed without a commit it stays, so that whoever comes next can carry on.
/// </summary>
internal sealed class PartialSource : IDisposable
{
    private const int ReadAtOnce = 1 << 20;
    private const long WriteBackEvery = 8 << 20;
    private readonly SourceStore _store;
    private readonly SourceChecksums _expected;
    private readonly PartialLock _lock;
    private readonly HashPass _hash;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private long _writtenBack;
    private bool _done;

    internal PartialSource(SourceStore store, SourceChecksums expected, PartialLock held, string path)
    {
        _store = store;
        _expected = expected;
        _lock = held;
        _path = path;
        _hash = new HashPass(expected.Sha256 is not null, expected.Sha512 is not null);
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Origin = held.ReadOrigin();
        Kept = RandomAccess.GetLength(_file);
    }

    /// <summary>Where the bytes kept come from; null if that is not known, and they are of no use.</summary>
    public PartialOrigin? Origin { get; private set; }

    /// <summary>Bytes that an earlier attempt left.</summary>
    public long Kept { get; }

    /// <summary>Bytes hashed and written.</summary>
    public long Length { get; private set; }

    /// <summary>Hashes the bytes that are there and goes on behind them. To be called first if at all.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            await Task.Run(
                () => Guard("read the partial file", () =>
                {
                    while (Length < Kept && RandomAccess.Read(_file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, Kept - Length)), Length) is > 0 and var read)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        _hash.Append(buffer.AsSpan(0, read));
                        Length += read;
                    }
                }),
                cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Empties the file; the bytes to come are from this origin.</summary>
    /// <exception cref="SourceStoreException">The folder can't be written to.</exception>
    public void Restart(PartialOrigin? origin) => Guard("empty the partial file", () =>
    {
        // In this order: a kill in between leaves bytes without an origin, never bytes with a wrong one.
        _lock.WriteOrigin(null);
        RandomAccess.SetLength(_file, 0);
        _lock.WriteOrigin(origin);
        _ = _hash.Finish();
        Length = 0;
        _writtenBack = 0;
        Origin = origin;
    });

    /// <summary>Writes bytes at the end. Blocks for a write to the page cache.</summary>
    /// <exception cref="SourceStoreException">The disk is full or failing; the partial file is then deleted if it is full.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        try
        {
            RandomAccess.Write(_file, bytes, Length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var failure = SourceStoreException.From(fault, "write", _path);
            if (failure.IsFull)
            {
                Discard();
            }

            throw failure;
        }

        Length += bytes.Length;
        if (Length - _writtenBack >= WriteBackEvery)
        {
            Posix.BeginWriteBack(_file, _writtenBack, Length - _writtenBack);
            _writtenBack = Length;
        }
    }

    /// <summary>Compares, flushes, renames, flushes the folder, remembers.</summary>
    /// <exception cref="ChecksumMismatchException">The bytes are not the ones wanted; they are emptied, and a restart may follow.</exception>
    /// <exception cref="SourceStoreException">The folder can't be written to.</exception>
    public async Task<StoredSource> CommitAsync()
    {
        var digests = _hash.Finish();
        if (!_expected.Match(digests))
        {
            var size = Length;
            Restart(null);
            throw new ChecksumMismatchException(_expected, digests, size);
        }

        // A thread of its own: flushes on pool threads would hold up the other downloads.
        await Task.Factory.StartNew(
            () => Guard("store the file", () =>
            {
                RandomAccess.FlushToDisk(_file);
                File.Move(_path, _store.PathOf(_expected.Name), overwrite: true);
                _store.FlushFolder();
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        _done = true;
        return _store.Remember(_expected.Name, Posix.Stat(_file), digests);
    }

    /// <summary>Deletes the partial file.</summary>
    public void Discard()
    {
        File.Delete(_path);
        _done = true;
    }

    public void Dispose()
    {
        try
        {
            if (!_done && RandomAccess.GetLength(_file) == 0)
            {
                Discard();
            }

            if (_done)
            {
                _lock.Delete();
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next sweep tries again.
        }

        _file.Dispose();
        _hash.Dispose();
        _lock.Dispose();
    }

    private void Guard(string doing, Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SourceStoreException.From(fault, doing, _path);
        }
    }
}
