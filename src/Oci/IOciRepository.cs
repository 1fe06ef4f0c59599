namespace Wolfictl.Oci;

/// <summary>
/// One repository of a registry, or one image layout on disk. Safe for concurrent use.
/// Failures are <see cref="OciException"/>s. Nothing that fails its digest is ever stored or handed out whole.
/// </summary>
public interface IOciRepository
{
    /// <summary>Where it is, without tag and digest.</summary>
    OciReference Name { get; }

    /// <summary>Whether a blob of this digest is there.</summary>
    Task<bool> ExistsAsync(Digest blob, CancellationToken cancellationToken = default);

    /// <summary>Whether the blob is there; where the repository knows sizes, also that it has the described one.</summary>
    Task<bool> ExistsAsync(Descriptor blob, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores a blob unless it is there already. <paramref name="open"/> is called for each attempt and must give
    /// <see cref="Descriptor.Size"/> bytes from the beginning; the stream is disposed after use.
    /// </summary>
    /// <returns>True when bytes were sent, false when the blob was there.</returns>
    Task<bool> PushBlobAsync(Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes over a blob from <paramref name="source"/> without sending its bytes: a cross-repository mount within one registry (distribution-spec 1.1).
    /// </summary>
    /// <returns>False when that is not possible; then push it.</returns>
    Task<bool> TryMountBlobAsync(Descriptor blob, IOciRepository source, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a blob for reading once, forwards. The stream hashes while it is read, never returns more than <see cref="Descriptor.Size"/> bytes,
    /// and instead of returning the last ones throws an <see cref="OciException"/> of kind <see cref="OciErrorKind.DigestMismatch"/>
    /// when the content is not what <paramref name="blob"/> says.
    /// </summary>
    Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken = default);

    /// <summary>Stores a manifest or index after the blobs it names, under its digest and, where given, <paramref name="tag"/>, which is moved.</summary>
    Task<Descriptor> PushManifestAsync(ReadOnlyMemory<byte> content, string mediaType, string? tag = null, CancellationToken cancellationToken = default);

    /// <summary>Gets a manifest or index, at most 4 MiB, by tag or digest; verified when by digest.</summary>
    Task<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken = default);

    /// <summary>The manifest that a tag (or digest) names now.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.NotFound"/> when there is none.</exception>
    Task<Descriptor> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken = default);

    /// <summary>
    /// The manifests whose <c>subject</c> is <paramref name="subject"/> (distribution-spec 1.1, Listing Referrers), with their artifact types; only those of
    /// <paramref name="artifactType"/> where it is given. Registries without that list are served by the spec's fallback tag.
    /// </summary>
    Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType = null, CancellationToken cancellationToken = default);

    /// <summary>The tags in ordinal order; none when the repository does not exist.</summary>
    Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken = default);
}
