using Wolfictl.Oci.Archives;

namespace Wolfictl.Oci.Bundles;

/// <summary>Writes the files of layers, or those in one folder of theirs, to one directory; safe for several layers at once.</summary>
internal sealed class FileLayerUnpacker(string directory, string? folder, UnpackLimits limits)
{
    private readonly string _directory = Path.GetFullPath(directory);
    private int _entries;
    private long _bytes;
    private int _written;
    private int _kept;

    public int Written => Volatile.Read(ref _written);

    public int Kept => Volatile.Read(ref _kept);

    public async Task AddAsync(Stream layer, CancellationToken cancellationToken)
    {
        var made = new List<(string Partial, string Path)>();
        try
        {
            Directory.CreateDirectory(_directory);
            var reader = new ArchiveReader(layer);
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
            {
                await TakeAsync(reader, entry, made, cancellationToken).ConfigureAwait(false);
            }

            // Reading to the end is what verifies the layer.
            await DrainAsync(layer, cancellationToken).ConfigureAwait(false);
            foreach (var (partial, path) in made)
            {
                File.Move(partial, path, overwrite: true);
                Interlocked.Increment(ref _written);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BundleException(OciErrorKind.Unreadable, $"Cannot write to {_directory}: {exception.Message}", exception);
        }
        finally
        {
            foreach (var (partial, _) in made)
            {
                if (File.Exists(partial))
                {
                    File.Delete(partial);
                }
            }
        }
    }

    private async Task DrainAsync(Stream layer, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        for (var trailing = 0L; (read = await layer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            trailing += read;
            if (trailing > limits.MaxBytes)
            {
                throw new BundleException(OciErrorKind.TooLarge, $"More than {limits.MaxBytes} bytes follow the end of a layer. Nothing of it was written.");
            }
        }
    }

    private async Task TakeAsync(ArchiveReader reader, ArchiveEntry entry, List<(string Partial, string Path)> made, CancellationToken cancellationToken)
    {
        if (folder is not null && entry.Type == '5' && entry.Name == $"{folder}/")
        {
            return;
        }

        var name = folder is null ? entry.Name : entry.Name.StartsWith($"{folder}/", StringComparison.Ordinal) ? entry.Name[(folder.Length + 1)..] : "";
        if (entry.Type != '0' || !FileLayers.IsName(name))
        {
            throw BundleException.Refuse("The bundle is refused", [(entry.Name, "not a plain file with a plain name")], "Nothing of its layer was written.");
        }

        if (Interlocked.Increment(ref _entries) > limits.MaxEntries || Interlocked.Add(ref _bytes, entry.Size) is var total && (total > limits.MaxBytes || total < 0))
        {
            throw new BundleException(OciErrorKind.TooLarge, $"The bundle has more than {limits.MaxEntries} files or {limits.MaxBytes} bytes. Nothing of its layer was written.")
            {
                Paths = [entry.Name],
            };
        }

        var path = Path.Combine(_directory, name);
        if (new FileInfo(path) is { Exists: true } there && there.Length == entry.Size)
        {
            Interlocked.Increment(ref _kept);
            return;
        }

        var partial = Path.Combine(_directory, $".{Guid.NewGuid():N}.partial");
        made.Add((partial, path));
        var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        await using (file.ConfigureAwait(false))
        {
            await reader.CopyContentAsync(file, cancellationToken).ConfigureAwait(false);
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            file.Flush(flushToDisk: true);
        }
    }
}
