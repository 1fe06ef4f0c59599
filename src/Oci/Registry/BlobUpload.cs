namespace Wolfictl.Oci.Registry;

/// <summary>
/// Sends one blob: a small one in one request (POST, then PUT of the whole), a large one in chunks (POST, PATCH…, PUT). After a cut it goes on where the registry says
/// it is, and starts again where the registry has lost the upload. A registry that takes no chunks gets the whole.
/// </summary>
internal sealed class BlobUpload(RegistryHost registry, OciReference place, Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open)
{
    private const int MaxStarts = 3;
    private const int MaxVainResumes = 2;

    /// <summary>Google's registries and GitHub's are known to take no chunks, some without saying so before the end.</summary>
    private static readonly string[] WithoutChunks = ["gcr.io", "pkg.dev", "ghcr.io"];

    private bool _chunks = !Array.Exists(WithoutChunks, name => registry.BaseUri.Host == name || registry.BaseUri.Host.EndsWith("." + name, StringComparison.Ordinal));

    /// <param name="isThere">Whether the registry has the blob: asked where an answer was lost, or did not tell what was stored.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SendAsync(Func<CancellationToken, Task<bool>> isThere, CancellationToken cancellationToken)
    {
        var source = new UploadSource(blob, open);
        await using (source.ConfigureAwait(false))
        {
            for (var start = 1; ; start++)
            {
                var end = await StartAsync(source, cancellationToken).ConfigureAwait(false);
                var refusesChunks = end is { IsRefusal: true, HadChunks: true } && _chunks;
                if (end.Failure is { } final && !end.MayPass && !refusesChunks)
                {
                    throw final;
                }

                if (end.IsConfirmed || await isThere(cancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                if (start == MaxStarts || end.IsStored)
                {
                    throw end.Failure ?? Astray(OciErrorKind.DigestMismatch, "the registry answered that it stored it, and does not have it");
                }

                _chunks = _chunks && !refusesChunks;
                await Task.Delay(RetryDelay.AfterCut(start), registry.Options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One upload from its beginning to where it ends, well or not.</summary>
    private async Task<UploadStep> StartAsync(UploadSource source, CancellationToken cancellationToken)
    {
        var session = await UploadSession.BeginAsync(registry, place, source, cancellationToken).ConfigureAwait(false);
        var chunk = Math.Max(registry.Options.ChunkBytes, session.SmallestChunk);
        var (offset, vain, hadChunks) = (0L, 0, false);
        while (true)
        {
            var isWhole = offset == 0 && (!_chunks || blob.Size <= chunk);
            var step = await TryAsync(source, () => isWhole || offset == blob.Size
                ? session.PutAsync(offset, cancellationToken)
                : session.PatchAsync(offset, Math.Min(chunk, blob.Size - offset), cancellationToken)).ConfigureAwait(false) with
            { HadChunks = hadChunks |= !isWhole };
            if (step.IsStored || (step.Failure is not null && (!step.MayPass || !_chunks)))
            {
                return step;
            }

            var reached = step.Failure is null ? step.Offset : await AskAsync(session, cancellationToken).ConfigureAwait(false);
            vain = reached > offset ? 0 : vain + 1;
            if (reached is not { } next || next > blob.Size || vain > MaxVainResumes)
            {
                return step.Failure is null ? UploadStep.Cut(Astray(OciErrorKind.Malformed, $"the registry says that it has {step.Offset} bytes")) : step;
            }

            offset = next;
        }
    }

    private async Task<UploadStep> TryAsync(UploadSource source, Func<Task<UploadStep>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (OciException exception) when (exception.Kind == OciErrorKind.Unreachable && source.Failure is null)
        {
            return UploadStep.Cut(exception);
        }
        catch (Exception) when (source.Failure is not null)
        {
            throw source.Failure as OciException
                ?? new OciException(OciErrorKind.Unreadable, $"Cannot push the blob {blob.Digest} to {place.Name}: its content cannot be read: {source.Failure.Message}", source.Failure);
        }
    }

    private static async Task<long?> AskAsync(UploadSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await session.AskAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OciException exception) when (exception.Kind == OciErrorKind.Unreachable)
        {
            return null;
        }
    }

    private OciException Astray(OciErrorKind kind, string problem) => new(kind, $"Cannot push the blob {blob.Digest} ({blob.Size} bytes) at {place.Name}: {problem}.")
    {
        Registry = place.Registry,
        Repository = place.Repository,
        Reference = blob.Digest.ToString(),
    };
}
