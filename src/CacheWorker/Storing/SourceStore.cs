using System.Buffers;

namespace Wolfictl.CacheWorker.Storing;

/// <summary>
/// A folder of verified sources under the names that melange looks up (spec/behaviour.md, "wolfictl cache").
/// A file is seen under its final name only when its bytes are verified and on disk. Several processes may work on one folder.
/// </summary>
/// <remarks>
/// Beside the sources stand <c>.partial</c> (bytes under way), <c>.bad</c> (files that were found altered) and <c>.index</c>;
/// what is not a <see cref="ContentName"/> is no source and must not be bundled. Needs Linux.
/// </remarks>
public sealed partial class SourceStore : IDisposable
{
    private readonly TimeProvider _time;
    private readonly StoreIndex _index;
    private readonly FolderFlush _flush;
    private readonly PartialFolder _partial;
    private readonly SourceStoreOptions _options;
    private readonly SemaphoreSlim _readers = new(Environment.ProcessorCount);
    private readonly BadFolder _bad;
    private long _bytesRead;

    private SourceStore(string folder, SourceStoreOptions options, TimeProvider time)
    {
        Folder = folder;
        _options = options;
        _time = time;
        _bad = new BadFolder(Path.Combine(folder, ".bad"));
        _partial = new PartialFolder(Path.Combine(folder, ".partial"));
        Directory.CreateDirectory(_partial.Path);
        _flush = new FolderFlush(folder);
        _index = new StoreIndex(folder, _partial.Path);
        Sweep();
    }

    /// <summary>The folder, as a full path.</summary>
    public string Folder { get; }

    /// <summary>Bytes of stored files read to verify them since the store was opened: 0 after a warm run.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    private int Today => StorePruning.DayOf(_time.GetUtcNow().UtcDateTime);

    /// <summary>Opens a store, makes its folder if there is none, and sweeps what dead workers left.</summary>
    /// <exception cref="SourceStoreException">The folder can't be made or written to.</exception>
    public static SourceStore Open(string folder, SourceStoreOptions? options = null, TimeProvider? time = null)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("the source store needs Linux: it relies on its file locks and flushes");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options?.KeepLeftovers ?? TimeSpan.Zero, TimeSpan.Zero, nameof(options));
        var path = Path.GetFullPath(folder);
        try
        {
            return new SourceStore(path, options ?? new SourceStoreOptions(), time ?? TimeProvider.System);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SourceStoreException.From(fault, "use it as a cache folder", path);
        }
    }

    /// <summary>Where a source is or will be.</summary>
    public string PathOf(ContentName name) => Path.Combine(Folder, name.ToString());

    /// <summary>Every source of the folder, sorted by name, as its name says: not verified again.</summary>
    public IReadOnlyList<StoredSource> List()
    {
        var found = new List<StoredSource>();
        foreach (var path in Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal))
        {
            if (ContentName.TryParse(Path.GetFileName(path), out var name) && Posix.Stat(path) is { IsRegular: true } file)
            {
                found.Add(Describe(name, file.Size, Known(name, _index.Find(name.ToString(), file))));
            }
        }

        return found;
    }

    /// <summary>
    /// The file of a source, verified now or trusted by the index; null if it is not there. A file whose bytes are not what its name says
    /// is moved to <c>.bad</c>, and is then not there. Where both checksums are given both are known of the result; the caller compares the one that doesn't name the file.
    /// </summary>
    /// <exception cref="SourceStoreException">The file can't be read, or is no file.</exception>
    public ValueTask<StoredSource?> FindAsync(SourceChecksums checksums, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checksums);
        var path = PathOf(checksums.Name);
        if (Posix.Stat(path) is not { } file)
        {
            return ValueTask.FromResult<StoredSource?>(null);
        }

        if (!file.IsRegular)
        {
            throw new SourceStoreException($"{path}: not a regular file; move it away, so that the source can be stored", path);
        }

        if (_index.Find(checksums.Name.ToString(), file) is not { } entry || (checksums is { Sha256: not null, Sha512: not null } && entry.Sha512 is null))
        {
            return new ValueTask<StoredSource?>(VerifyOneAsync(checksums.Name, checksums.Sha512 is not null, cancellationToken));
        }

        if (entry.Used < Today)
        {
            _index.Put(entry with { Used = Today });
        }

        return ValueTask.FromResult<StoredSource?>(Describe(checksums.Name, file.Size, Known(checksums.Name, entry)));
    }

    /// <summary>Stores a stream's bytes, read to its end, in constant memory.</summary>
    /// <exception cref="ChecksumMismatchException">They are not the bytes wanted; nothing is stored.</exception>
    /// <exception cref="SourceStoreException">The folder can't be written to, or another worker is storing the same source.</exception>
    public async Task<StoredSource> WriteAsync(SourceChecksums checksums, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checksums);
        ArgumentNullException.ThrowIfNull(content);
        using var partial = TryOpenPartial(checksums)
            ?? throw new SourceStoreException($"{PathOf(checksums.Name)}: another worker is storing it; try again when it is done", PathOf(checksums.Name));
        partial.Restart(null);
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                partial.Append(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return await partial.CommitAsync();
    }

    /// <summary>Removes sources not asked for in <paramref name="keepDays"/> days, then the least lately used until <paramref name="maxBytes"/> hold the rest.</summary>
    /// <exception cref="SourceStoreException">A file can't be removed.</exception>
    public Task<PruneReport> PruneAsync(int? keepDays, long? maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keepDays ?? 0, nameof(keepDays));
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes ?? 0, nameof(maxBytes));
        return Task.Run(
            () =>
            {
                var report = StorePruning.Prune(this, _index, Today, keepDays, maxBytes, cancellationToken);
                return report with { BytesFreed = report.BytesFreed + Sweep().Bytes };
            },
            cancellationToken);
    }

    /// <summary>Deletes partial and bad files older than <see cref="SourceStoreOptions.KeepLeftovers"/> that no worker holds.</summary>
    public SweepReport Sweep()
    {
        var oldest = _time.GetUtcNow() - _options.KeepLeftovers;
        var (partial, bad) = (_partial.Sweep(oldest), _bad.Sweep(oldest));
        return new SweepReport(partial.Files + bad.Files, partial.Bytes + bad.Bytes);
    }

    /// <summary>Lets go of the folder; what is stored stays.</summary>
    public void Dispose()
    {
        _index.Dispose();
        _flush.Dispose();
        _readers.Dispose();
    }

    /// <summary>Opens what there is of a source, or returns null while another worker is at it.</summary>
    internal PartialSource? TryOpenPartial(SourceChecksums checksums) => _partial.TryOpen(this, checksums);

    internal void FlushFolder() => _flush.Flush();

    /// <summary>Bytes that the disk still takes.</summary>
    internal long FreeBytes()
    {
        try
        {
            return new DriveInfo(Folder).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return long.MaxValue; // Writing will tell.
        }
    }

    internal StoredSource Remember(ContentName name, FileIdentity file, Digests digests)
    {
        _index.Put(new IndexEntry
        {
            Name = name.ToString(),
            Size = file.Size,
            Modified = file.Modified,
            Changed = file.Changed,
            Inode = file.Inode,
            Sha512 = name.Algorithm == ChecksumAlgorithm.Sha256 ? digests.Sha512 : null,
            Used = Today,
        });
        return Describe(name, file.Size, digests);
    }

    private static Digests Known(ContentName name, IndexEntry? entry) => name.Algorithm == ChecksumAlgorithm.Sha256
        ? new Digests(name.Hex, entry?.Sha512)
        : new Digests(null, name.Hex);

    private StoredSource Describe(ContentName name, long size, Digests digests) =>
        new() { Name = name, Path = PathOf(name), Size = size, Sha256 = digests.Sha256, Sha512 = digests.Sha512 };
}
