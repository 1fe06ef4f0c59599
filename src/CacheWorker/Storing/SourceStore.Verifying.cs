namespace Wolfictl.CacheWorker.Storing;

/// <content>Reading files again to see whether they are what their names say.</content>
public sealed partial class SourceStore
{
    /// <summary>Reads every source again and moves those away whose bytes are not what their name says.</summary>
    /// <exception cref="SourceStoreException">A file can't be read or moved.</exception>
    public async Task<VerifyReport> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var (count, bytes) = (0, 0L);
        var bad = new List<BadFile>();
        await Parallel.ForEachAsync(List(), cancellationToken, async (file, token) =>
        {
            await VerifyOneAsync(file.Name, file is { Sha256: not null, Sha512: not null }, token, found =>
            {
                lock (bad)
                {
                    bad.Add(found);
                }
            });
            Interlocked.Increment(ref count);
            Interlocked.Add(ref bytes, file.Size);
        });
        return new VerifyReport { Checked = count, Bytes = bytes, Bad = [.. bad.OrderBy(file => file.Name.ToString(), StringComparer.Ordinal)] };
    }

    private async Task<StoredSource?> VerifyOneAsync(ContentName name, bool sha512, CancellationToken cancellationToken, Action<BadFile>? bad = null)
    {
        await _readers.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => VerifyOne(name, sha512, bad, cancellationToken), cancellationToken);
        }
        finally
        {
            _readers.Release();
        }
    }

    private StoredSource? VerifyOne(ContentName name, bool sha512, Action<BadFile>? bad, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (StoredContent.Hash(path, name.Algorithm == ChecksumAlgorithm.Sha256, sha512 || name.Algorithm == ChecksumAlgorithm.Sha512, cancellationToken) is not { } content)
        {
            return null;
        }

        Interlocked.Add(ref _bytesRead, content.File.Size);
        if (content.Digests.Fit(name))
        {
            return Remember(name, content.File, content.Digests);
        }

        if (_bad.Take(path, name, content.Digests, content.File, _time.GetUtcNow()) is { } taken)
        {
            bad?.Invoke(taken);
        }

        return null;
    }
}
