namespace Wolfictl.CacheWorker.Storing;

/// <summary>The <c>.partial</c> folder: <c>&lt;name&gt;.part</c> holds bytes, <c>&lt;name&gt;.lock</c> who writes them and where they come from.</summary>
internal sealed class PartialFolder(string path)
{
    private const string Part = ".part";
    private const string LockFile = ".lock";

    public string Path => path;

    /// <summary>Opens the partial file of a source, or returns null if another worker is at it.</summary>
    public PartialSource? TryOpen(SourceStore store, SourceChecksums expected)
    {
        var file = System.IO.Path.Combine(path, expected.Name.ToString());
        PartialLock? held = null;
        try
        {
            held = PartialLock.TryTake(file + LockFile);
            return held is null ? null : new PartialSource(store, expected, held, file + Part);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw SourceStoreException.From(fault, "open the partial file", file + Part);
        }
    }

    /// <summary>Deletes what no worker holds and was last written before <paramref name="oldest"/>, and locks that guard nothing.</summary>
    public SweepReport Sweep(DateTimeOffset oldest)
    {
        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(path).EnumerateFiles())
        {
            try
            {
                if (SweepOne(file, file.LastWriteTimeUtc < oldest.UtcDateTime) is { } freed)
                {
                    files++;
                    bytes += freed;
                }
            }
            catch (FileNotFoundException)
            {
                // Another worker swept it.
            }
        }

        return new SweepReport(files, bytes);
    }

    private static long? SweepOne(FileInfo file, bool isStale)
    {
        var guarded = System.IO.Path.ChangeExtension(file.FullName, null);
        var isLockOfNothing = file.Extension == LockFile && !File.Exists(guarded + Part);
        if (!isLockOfNothing && (!isStale || file.Extension == LockFile))
        {
            return null;
        }

        var length = file.Length;
        if (file.Extension is not (LockFile or Part))
        {
            file.Delete();
            return length;
        }

        using var held = PartialLock.TryTake(guarded + LockFile);
        if (held is null || (isLockOfNothing && File.Exists(guarded + Part)))
        {
            return null; // At work, or begun and left since the look: worth keeping.
        }

        File.Delete(guarded + Part);
        held.Delete();
        return length;
    }
}
