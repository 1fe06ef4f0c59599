namespace Wolfictl.Oci;

/// <summary>Copies content by digest between repositories and layouts.</summary>
public static class OciCopy
{
    private const int ParallelBlobs = 4;
    private const int MaxIndexDepth = 3;

    /// <summary>
    /// Copies the manifest or index <paramref name="digest"/> with all it names: blobs first, the manifest last, so that a cut never leaves a manifest
    /// without its blobs. What is there is not sent again; within one registry blobs are mounted.
    /// </summary>
    /// <param name="source">Where it is.</param>
    /// <param name="digest">The manifest or index.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="tag">The tag it gets there, or null for none.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    public static async Task<OciCopyResult> CopyAsync(
        IOciRepository source, Digest digest, IOciRepository target, string? tag = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return await CopyTreeAsync(source, digest, target, tag, 0, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<OciCopyResult> CopyTreeAsync(
        IOciRepository source, Digest digest, IOciRepository target, string? tag, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxIndexDepth)
        {
            throw new OciException(OciErrorKind.Refused, $"The index {digest} in {source.Name} is nested deeper than {MaxIndexDepth}.");
        }

        var content = await source.GetManifestAsync(digest, cancellationToken).ConfigureAwait(false);
        long bytes = 0;
        int sent = 0, there = 0;
        if (content.IsIndex)
        {
            foreach (var child in content.ReadIndex().Manifests.DistinctBy(d => d.Digest))
            {
                var copied = await CopyTreeAsync(source, child.Digest, target, null, depth + 1, cancellationToken).ConfigureAwait(false);
                bytes += copied.BytesSent;
                sent += copied.BlobsSent;
                there += copied.BlobsThere;
            }
        }
        else
        {
            var manifest = content.ReadManifest();
            var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelBlobs, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(manifest.Layers.Prepend(manifest.Config).DistinctBy(d => d.Digest), options, async (blob, stop) =>
            {
                if (await CopyBlobAsync(source, blob, target, stop).ConfigureAwait(false))
                {
                    Interlocked.Add(ref bytes, blob.Size);
                    Interlocked.Increment(ref sent);
                }
                else
                {
                    Interlocked.Increment(ref there);
                }
            }).ConfigureAwait(false);
        }

        var stored = await target.PushManifestAsync(content.Bytes, content.Descriptor.MediaType, tag, cancellationToken).ConfigureAwait(false);
        return new OciCopyResult { Manifest = stored, BytesSent = bytes, BlobsSent = sent, BlobsThere = there };
    }

    /// <summary>Whether bytes were sent; what is there, or can be mounted, is not.</summary>
    internal static async Task<bool> CopyBlobAsync(IOciRepository source, Descriptor blob, IOciRepository target, CancellationToken cancellationToken)
    {
        if (await target.ExistsAsync(blob, cancellationToken).ConfigureAwait(false)
            || await target.TryMountBlobAsync(blob, source, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        return await target.PushBlobAsync(blob, async stop => await source.OpenBlobAsync(blob, stop).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }
}
