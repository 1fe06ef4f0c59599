namespace Wolfictl.Oci.Layout;

/// <summary>
/// The files of one image layout. Every file appears under its final name whole: written to <c>.partial/</c>, flushed to the disk, renamed.
/// </summary>
internal sealed class LayoutFiles(string directory, TimeProvider time)
{
    private const int BufferSize = 128 * 1024;
    private static readonly TimeSpan LeftOverAge = TimeSpan.FromDays(1);

    private readonly Lock _preparing = new();
    private bool _prepared;

    public string Directory { get; } = directory;

    public string Index => Path.Combine(Directory, "index.json");

    public string Marker => Path.Combine(Directory, "oci-layout");

    private string Partial => Path.Combine(Directory, ".partial");

    public string Blob(Digest digest) => Path.Combine(Directory, "blobs", digest.Algorithm, digest.Hex);

    /// <summary>Makes the directories, and removes what a process that was killed a day ago or more had begun.</summary>
    public void Prepare()
    {
        lock (_preparing)
        {
            if (!_prepared)
            {
                MakeDirectories();
                SweepLeftOvers();
                _prepared = true;
            }
        }
    }

    public async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var source = new MemoryStream(content.ToArray(), writable: false);
        await WriteAsync(path, source, cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var partial = Path.Combine(Partial, Guid.NewGuid().ToString("N"));
        try
        {
            var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, BufferSize, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void MakeDirectories()
    {
        System.IO.Directory.CreateDirectory(Partial);
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "blobs", "sha256"));
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "blobs", "sha512"));
    }

    private void SweepLeftOvers()
    {
        foreach (var file in new DirectoryInfo(Partial).EnumerateFiles())
        {
            if (time.GetUtcNow() - file.LastWriteTimeUtc > LeftOverAge)
            {
                file.Delete();
            }
        }
    }
}
