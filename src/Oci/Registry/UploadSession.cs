using System.Globalization;
using System.Net;

namespace Wolfictl.Oci.Registry;

/// <summary>One upload that a registry has begun (distribution-spec 1.1, Pushing Blobs): where it continues moves with each answer.</summary>
internal sealed class UploadSession
{
    private readonly RegistryHost _registry;
    private readonly OciReference _place;
    private readonly RegistryAccess _access;
    private readonly UploadSource _source;
    private readonly string _doing;
    private Uri _location;

    private UploadSession(RegistryHost registry, OciReference place, UploadSource source, Uri location)
    {
        (_registry, _place, _source, _location) = (registry, place, source, location);
        _access = new RegistryAccess(place.Repository!, Push: true);
        _doing = Doing(source.Blob);
    }

    /// <summary>The smallest chunk that the registry takes, but for the last; 0 where it says nothing.</summary>
    public long SmallestChunk { get; private init; }

    public static async Task<UploadSession> BeginAsync(RegistryHost registry, OciReference place, UploadSource source, CancellationToken cancellationToken)
    {
        var uri = new Uri(registry.BaseUri, $"/v2/{place.Repository}/blobs/uploads/");
        var call = new RegistryCall(HttpMethod.Post, uri, new RegistryAccess(place.Repository!, Push: true));
        using var response = await registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw await RegistryErrors.ReadAsync(response, place, source.Blob.Digest.ToString(), Doing(source.Blob), cancellationToken).ConfigureAwait(false);
        }

        var location = response.Headers.Location ?? throw new OciException(
            OciErrorKind.Malformed, $"Cannot {Doing(source.Blob)} at {place.Name}: the registry's answer names no upload location.")
        {
            Registry = place.Registry,
            Repository = place.Repository,
        };
        return new UploadSession(registry, place, source, registry.Target(uri, location)) { SmallestChunk = Number(response, "OCI-Chunk-Min-Length") ?? 0 };
    }

    /// <summary>Sends a chunk.</summary>
    public async Task<UploadStep> PatchAsync(long offset, long length, CancellationToken cancellationToken)
    {
        var call = new RegistryCall(HttpMethod.Patch, _location, _access) { Content = timer => Chunk(offset, length, timer), Retry = false };
        using var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            return await FailedAsync(response, cancellationToken).ConfigureAwait(false);
        }

        Move(response);
        return UploadStep.At(Received(response) is > 0 and var received ? received : offset + length);
    }

    /// <summary>Ends the upload with the bytes from <paramref name="offset"/> on, all or none.</summary>
    public async Task<UploadStep> PutAsync(long offset, CancellationToken cancellationToken)
    {
        var length = _source.Blob.Size - offset;
        var call = new RegistryCall(HttpMethod.Put, WithDigest(), _access)
        {
            Content = length > 0 ? timer => new UploadContent(_source, offset, length, timer) : null,
            Retry = false,
        };
        using var response = await _registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            return await FailedAsync(response, cancellationToken).ConfigureAwait(false);
        }

        return DigestOf(response) is { } stored && stored != _source.Blob.Digest.ToString()
            ? throw new OciException(OciErrorKind.DigestMismatch, $"Cannot {_doing} at {_place.Name}: the registry stored it under another digest.")
            {
                Registry = _place.Registry,
                Repository = _place.Repository,
                Reference = _source.Blob.Digest.ToString(),
            }
            : UploadStep.Stored(isConfirmed: DigestOf(response) is not null);
    }

    /// <summary>How many bytes the registry has; null if it has lost the upload, or does not tell.</summary>
    public async Task<long?> AskAsync(CancellationToken cancellationToken)
    {
        using var response = await _registry.SendAsync(new RegistryCall(HttpMethod.Get, _location, _access), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.Accepted) || Received(response) is not { } offset || offset > _source.Blob.Size)
        {
            return null;
        }

        Move(response);
        return offset;
    }

    private static string Doing(Descriptor blob) => $"push the blob {blob.Digest} ({blob.Size} bytes)";

    /// <summary><c>Range: 0-41</c> says 42 bytes; <c>0-0</c>, which registries say of an upload that is empty, none.</summary>
    private static long? Received(HttpResponseMessage response)
    {
        var range = response.Headers.TryGetValues("Range", out var values) ? values.FirstOrDefault() : null;
        range = range?.Replace("bytes=", "", StringComparison.OrdinalIgnoreCase);
        return range is not null && range.StartsWith("0-", StringComparison.Ordinal)
            && long.TryParse(range.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue
            ? last == 0 ? 0 : last + 1
            : null;
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? DigestOf(HttpResponseMessage response) => response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.FirstOrDefault() : null;

    private UploadContent Chunk(long offset, long length, IdleTimer timer)
    {
        var content = new UploadContent(_source, offset, length, timer);
        // Not "bytes 1-2/3" as in RFC 9110: the distribution spec's chunks say "1-2".
        content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{offset + length - 1}"));
        return content;
    }

    private async Task<UploadStep> FailedAsync(HttpResponseMessage response, CancellationToken cancellationToken) => UploadStep.Failed(
        response.StatusCode,
        await RegistryErrors.ReadAsync(response, _place, _source.Blob.Digest.ToString(), _doing, cancellationToken).ConfigureAwait(false));

    private void Move(HttpResponseMessage response) => _location = response.Headers.Location is { } next ? _registry.Target(_location, next) : _location;

    private Uri WithDigest()
    {
        var digest = $"digest={Uri.EscapeDataString(_source.Blob.Digest.ToString())}";
        return new UriBuilder(_location) { Query = _location.Query.Length > 1 ? $"{_location.Query[1..]}&{digest}" : digest }.Uri;
    }
}
