namespace Wolfictl.CacheWorker.Storing;

/// <summary>The <c>.bad</c> folder: files that stood under a final name with other bytes, kept a while for whoever wants to know why.</summary>
internal sealed class BadFolder(string path)
{
    /// <summary>Moves a file here; null if it is no longer the file that was read.</summary>
    public BadFile? Take(string file, ContentName name, Digests actual, FileIdentity read, DateTimeOffset now)
    {
        var moved = Path.Combine(path, name.ToString());
        try
        {
            if (Posix.Stat(file)?.Inode != read.Inode)
            {
                return null;
            }

            Directory.CreateDirectory(path);
            File.Move(file, moved, overwrite: true);
            File.SetLastWriteTimeUtc(moved, now.UtcDateTime);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SourceStoreException.From(fault, "move the altered file away", file);
        }

        return new BadFile
        {
            Name = name,
            Actual = (name.Algorithm == ChecksumAlgorithm.Sha256 ? actual.Sha256 : actual.Sha512)!,
            Size = read.Size,
            MovedTo = moved,
        };
    }

    /// <summary>Deletes what came here before <paramref name="oldest"/>.</summary>
    public SweepReport Sweep(DateTimeOffset oldest)
    {
        if (!Directory.Exists(path))
        {
            return new SweepReport(0, 0);
        }

        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(path).EnumerateFiles().Where(file => file.LastWriteTimeUtc < oldest.UtcDateTime))
        {
            files++;
            bytes += file.Length;
            file.Delete();
        }

        return new SweepReport(files, bytes);
    }
}
