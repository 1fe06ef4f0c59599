namespace Wolfictl.Oci;

/// <summary>What every repository can do by means of <see cref="IOciRepository"/>.</summary>
public static class OciRepositoryExtensions
{
    /// <summary>Gets a manifest or index by digest, at most 4 MiB, verified.</summary>
    public static Task<ManifestContent> GetManifestAsync(this IOciRepository repository, Digest digest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return repository.GetManifestAsync(digest.ToString(), cancellationToken);
    }

    /// <summary>Stores <paramref name="content"/> as a blob unless it is there, and describes it.</summary>
    public static async Task<Descriptor> PushBytesAsync(
        this IOciRepository repository, ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var descriptor = Descriptor.Of(content.Span, mediaType);
        await repository.PushBlobAsync(descriptor, _ => ValueTask.FromResult<Stream>(new MemoryStream(content.ToArray(), writable: false)), cancellationToken)
            .ConfigureAwait(false);
        return descriptor;
    }
}
