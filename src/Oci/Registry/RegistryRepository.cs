using System.Net;

namespace Wolfictl.Oci.Registry;

/// <summary>One repository of a registry that speaks the distribution spec 1.1 (1.0 suffices). Made by <see cref="OciRepositories.Open"/>.</summary>
public sealed class RegistryRepository : IOciRepository
{
    private const int MaxManifestBytes = 4 * 1024 * 1024;

    private readonly RegistryHost _registry;
    private readonly RegistryAccess _pull;
    private readonly RegistryAccess _push;

    internal RegistryRepository(OciReference name, RegistryHost registry)
    {
        Name = name;
        _registry = registry;
        _pull = new RegistryAccess(name.Repository!, Push: false);
        _push = new RegistryAccess(name.Repository!, Push: true);
    }

    /// <inheritdoc/>
    public OciReference Name { get; }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Digest blob, CancellationToken cancellationToken = default) =>
        await HeadBlobAsync(blob, _pull, cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor blob, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return await ExistsAsync(blob, _pull, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> PushBlobAsync(Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(open);
        // Asked with the scope that the push needs, so that one token serves both.
        if (await ExistsAsync(blob, _push, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await new BlobUpload(_registry, Name, blob, open).SendAsync(stop => ExistsAsync(blob, _push, stop), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> TryMountBlobAsync(Descriptor blob, IOciRepository source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        if (source is not RegistryRepository other || other.Name.Registry != Name.Registry || other.Name.Repository == Name.Repository)
        {
            return false;
        }

        var uri = At($"blobs/uploads/?mount={Uri.EscapeDataString(blob.Digest.ToString())}&from={Uri.EscapeDataString(other.Name.Repository!)}");
        var access = _push with { MountFrom = other.Name.Repository };
        using var response = await _registry.SendAsync(new RegistryCall(HttpMethod.Post, uri, access), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Accepted && response.Headers.Location is { } location)
        {
            // The registry began an upload instead; it is not wanted.
            using var ended = await _registry.SendAsync(new RegistryCall(HttpMethod.Delete, _registry.Target(uri, location), _push), cancellationToken).ConfigureAwait(false);
        }

        return response.StatusCode == HttpStatusCode.Created;
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        var call = new RegistryCall(HttpMethod.Get, At($"blobs/{blob.Digest}"), _pull);
        var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            using (response)
            {
                throw await RegistryErrors.ReadAsync(response, Name, blob.Digest.ToString(), $"pull the blob {blob.Digest}", cancellationToken).ConfigureAwait(false);
            }
        }

        if (response.Content.Headers.ContentLength is { } length && length != blob.Size)
        {
            response.Dispose();
            throw Mismatch(blob.Digest.ToString(), $"the registry announces {length} bytes instead of {blob.Size}");
        }

        return new VerifyingStream(new BlobDownload(_registry, call, response), blob, problem => Mismatch(blob.Digest.ToString(), problem));
    }

    /// <inheritdoc/>
    public async Task<Descriptor> PushManifestAsync(
        ReadOnlyMemory<byte> content, string mediaType, string? tag = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        var descriptor = Descriptor.Of(content.Span, mediaType);
        var reference = tag is null ? descriptor.Digest.ToString() : Name.WithTag(tag).Tag!;
        var call = new RegistryCall(HttpMethod.Put, At($"manifests/{reference}"), _push)
        {
            Content = _ =>
            {
                var body = new ReadOnlyMemoryContent(content);
                body.Headers.TryAddWithoutValidation("Content-Type", mediaType);
                return body;
            },
        };
        using var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw await RegistryErrors.ReadAsync(response, Name, reference, $"push the manifest {reference}", cancellationToken).ConfigureAwait(false);
        }

        if (DigestHeader(response) is { } stored && stored != descriptor.Digest)
        {
            throw Mismatch(reference, $"the registry stored the manifest as {stored} instead of {descriptor.Digest}");
        }

        // A registry that keeps the list of referrers says so by this header.
        if (!response.Headers.Contains("OCI-Subject") && MediaTypes.Manifests.Contains(mediaType))
        {
            await ReferrersTag.EnterAsync(this, new ManifestContent { Descriptor = descriptor, Bytes = content }, cancellationToken).ConfigureAwait(false);
        }

        return descriptor;
    }

    /// <inheritdoc/>
    public async Task<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken = default)
    {
        Check(tagOrDigest);
        var call = new RegistryCall(HttpMethod.Get, At($"manifests/{tagOrDigest}"), _pull) { Accept = MediaTypes.Manifests };
        using var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await RegistryErrors.ReadAsync(response, Name, tagOrDigest, $"get the manifest {tagOrDigest}", cancellationToken).ConfigureAwait(false);
        }

        var bytes = await _registry.ReadAsync(response, MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        var digest = Digest.Of(bytes.Span);
        var expected = Digest.TryParse(tagOrDigest, out var asked) ? asked : DigestHeader(response) ?? digest;
        using var hash = expected.CreateHash();
        hash.AppendData(bytes.Span);
        if (!expected.Matches(hash.GetHashAndReset()))
        {
            throw Mismatch(tagOrDigest, $"the manifest's bytes have the digest {digest}, not {expected}");
        }

        var mediaType = response.Content.Headers.ContentType?.MediaType ?? MediaTypes.ImageManifest;
        return new ManifestContent { Descriptor = new Descriptor { MediaType = mediaType, Digest = expected, Size = bytes.Length }, Bytes = bytes };
    }

    /// <inheritdoc/>
    public async Task<Descriptor> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken = default)
    {
        Check(tagOrDigest);
        var call = new RegistryCall(HttpMethod.Head, At($"manifests/{tagOrDigest}"), _pull) { Accept = MediaTypes.Manifests };
        using var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await RegistryErrors.ReadAsync(response, Name, tagOrDigest, $"find the manifest {tagOrDigest}", cancellationToken).ConfigureAwait(false);
        }

        return DigestHeader(response) is { } digest && response.Content.Headers is { ContentLength: { } size, ContentType.MediaType: { } mediaType }
            ? new Descriptor { MediaType = mediaType, Digest = digest, Size = size }
            : (await GetManifestAsync(tagOrDigest, cancellationToken).ConfigureAwait(false)).Descriptor;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType = null, CancellationToken cancellationToken = default)
    {
        var call = new RegistryCall(HttpMethod.Get, At($"referrers/{subject}"), _pull) { Accept = [MediaTypes.ImageIndex] };
        using var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Descriptor> all;
        if (response.StatusCode == HttpStatusCode.OK)
        {
            var bytes = await _registry.ReadAsync(response, MaxManifestBytes, cancellationToken).ConfigureAwait(false);
            all = new ManifestContent { Descriptor = Descriptor.Of(bytes.Span, MediaTypes.ImageIndex), Bytes = bytes }.ReadIndex().Manifests;
        }
        else
        {
            all = response.StatusCode == HttpStatusCode.NotFound
                ? await ReferrersTag.ReadAsync(this, subject, cancellationToken).ConfigureAwait(false)
                : throw await RegistryErrors.ReadAsync(response, Name, subject.ToString(), $"list the referrers of {subject}", cancellationToken).ConfigureAwait(false);
        }

        return [.. all.Where(d => artifactType is null || d.ArtifactType == artifactType)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken = default) => new TagPages(_registry, Name).ReadAsync(cancellationToken);

    private static void Check(string tagOrDigest)
    {
        if (!OciReference.IsTag(tagOrDigest) && !Digest.TryParse(tagOrDigest, out _))
        {
            throw new OciException(OciErrorKind.Malformed, $"'{Text.Printable(tagOrDigest)}' is neither a tag nor a digest.") { Reference = tagOrDigest };
        }
    }

    private static Digest? DigestHeader(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.FirstOrDefault(), out var digest) ? digest : null;

    private async Task<bool> ExistsAsync(Descriptor blob, RegistryAccess access, CancellationToken cancellationToken) =>
        await HeadBlobAsync(blob.Digest, access, cancellationToken).ConfigureAwait(false) is { } size && (size == blob.Size || size < 0);

    /// <summary>The blob's size, -1 where the registry does not say, null when there is no such blob.</summary>
    private async Task<long?> HeadBlobAsync(Digest blob, RegistryAccess access, CancellationToken cancellationToken)
    {
        using var response = await _registry.SendAsync(new RegistryCall(HttpMethod.Head, At($"blobs/{blob}"), access), cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => response.Content.Headers.ContentLength ?? -1,
            HttpStatusCode.NotFound => null,
            _ => throw await RegistryErrors.ReadAsync(response, Name, blob.ToString(), $"look for the blob {blob}", cancellationToken).ConfigureAwait(false),
        };
    }

    private Uri At(string path) => new(_registry.BaseUri, $"/v2/{Name.Repository}/{path}");

    private OciException Mismatch(string reference, string problem) => new(
        OciErrorKind.DigestMismatch, $"{reference} of {Name.Name} is not what its digest says: {problem}. Nothing of it was kept.")
    {
        Registry = Name.Registry,
        Repository = Name.Repository,
        Reference = reference,
    };
}
