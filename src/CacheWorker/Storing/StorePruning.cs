namespace Wolfictl.CacheWorker.Storing;

/// <summary>Chooses what to remove: what has not been asked for in so many days, then the least lately used until the rest fits.</summary>
internal static class StorePruning
{
    public static PruneReport Prune(SourceStore store, StoreIndex index, int today, int? keepDays, long? maxBytes, CancellationToken cancellationToken)
    {
        var files = store.List()
            .Select(file => (File: file, Used: index.LastUse(file.Name.ToString()) ?? DayOf(File.GetLastWriteTimeUtc(file.Path))))
            .OrderBy(file => file.Used)
            .ThenBy(file => file.File.Name.ToString(), StringComparer.Ordinal)
            .ToList();
        var kept = files.Sum(file => file.File.Size);
        var removed = new List<ContentName>();
        var freed = 0L;
        foreach (var (file, used) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!(today - used > keepDays) && !(kept > maxBytes))
            {
                continue;
            }

            try
            {
                File.Delete(file.Path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw SourceStoreException.From(fault, "remove", file.Path);
            }

            removed.Add(file.Name);
            kept -= file.Size;
            freed += file.Size;
        }

        return new PruneReport { Removed = removed, BytesFreed = freed, Kept = files.Count - removed.Count, BytesKept = kept };
    }

    public static int DayOf(DateTime time) => DateOnly.FromDateTime(time).DayNumber;
}
