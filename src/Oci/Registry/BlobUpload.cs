using System.Globalization;
using System.Net;

namespace Wolfictl.Oci.Registry;

/// <summary>
/// Sends one blob: in one request at first (POST, then PUT of the whole); after a cut, once from where the registry says it is
/// (distribution-spec, Pushing a blob in chunks); after that from the beginning again.
/// </summary>
internal sealed class BlobUpload(RegistryHost registry, OciReference place, Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open)
{
    private const int MaxStarts = 3;

    private readonly RegistryAccess _access = new(place.Repository!, Push: true);
    private readonly UploadState _state = new();

    private string Doing => $"push the blob {blob.Digest} ({blob.Size} bytes)";

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        for (var start = 1; ; start++)
        {
            var location = await StartAsync(cancellationToken).ConfigureAwait(false);
            var failure = await TryPutAsync(location, cancellationToken).ConfigureAwait(false);
            if (failure is null || (start == 1 && await TryResumeAsync(location, cancellationToken).ConfigureAwait(false)))
            {
                return;
            }

            if (start == MaxStarts)
            {
                throw failure;
            }

            await Task.Delay(RetryDelay.AfterCut(start), registry.Options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        var uri = new Uri(registry.BaseUri, $"/v2/{place.Repository}/blobs/uploads/");
        using var response = await registry.SendAsync(new RegistryCall(HttpMethod.Post, uri, _access), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw await RegistryErrors.ReadAsync(response, place, blob.Digest.ToString(), Doing, cancellationToken).ConfigureAwait(false);
        }

        return Next(uri, response) ?? throw new OciException(OciErrorKind.Malformed, $"Cannot {Doing} at {place.Name}: the registry's answer names no upload location.")
        {
            Registry = place.Registry,
            Repository = place.Repository,
        };
    }

    /// <summary>Null when the blob is stored, else a failure that may pass; others are thrown.</summary>
    private async Task<OciException?> TryPutAsync(Uri location, CancellationToken cancellationToken)
    {
        try
        {
            var call = new RegistryCall(HttpMethod.Put, WithDigest(location), _access)
            {
                Content = timer => new ProgressContent(blob, 0, open, timer, _state),
                Retry = false,
            };
            using var response = await registry.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return await FinishAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException exception) when (exception.Kind == OciErrorKind.Unreachable && _state.SourceFailure is null)
        {
            return exception;
        }
        catch (Exception) when (_state.SourceFailure is not null)
        {
            throw SourceFailure();
        }
    }

    private async Task<bool> TryResumeAsync(Uri location, CancellationToken cancellationToken)
    {
        try
        {
            var status = new RegistryCall(HttpMethod.Get, location, _access);
            using var at = await registry.SendAsync(status, cancellationToken).ConfigureAwait(false);
            if (at.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.Accepted) || Received(at) is not { } offset || offset > blob.Size)
            {
                return false;
            }

            location = Next(location, at) ?? location;
            if (offset < blob.Size)
            {
                var patch = new RegistryCall(HttpMethod.Patch, location, _access) { Content = timer => Rest(offset, timer), Retry = false };
                using var sent = await registry.SendAsync(patch, cancellationToken).ConfigureAwait(false);
                if (sent.StatusCode != HttpStatusCode.Accepted)
                {
                    return false;
                }

                location = Next(location, sent) ?? location;
            }

            using var end = await registry.SendAsync(new RegistryCall(HttpMethod.Put, WithDigest(location), _access) { Retry = false }, cancellationToken)
                .ConfigureAwait(false);
            return end.StatusCode == HttpStatusCode.Created && IsRight(end);
        }
        catch (OciException) when (_state.SourceFailure is null)
        {
            return false;
        }
        catch (Exception) when (_state.SourceFailure is not null)
        {
            throw SourceFailure();
        }
    }

    private ProgressContent Rest(long offset, IdleTimer timer)
    {
        var content = new ProgressContent(blob, offset, open, timer, _state);
        // Not "bytes 1-2/3" as in RFC 9110: the distribution spec's chunks say "1-2".
        content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{blob.Size - 1}"));
        return content;
    }

    /// <summary>How many bytes the registry has: <c>Range: 0-41</c> says 42.</summary>
    private static long? Received(HttpResponseMessage response)
    {
        var range = response.Headers.TryGetValues("Range", out var values) ? values.FirstOrDefault() : null;
        range = range?.Replace("bytes=", "", StringComparison.OrdinalIgnoreCase);
        return range is not null && range.StartsWith("0-", StringComparison.Ordinal)
            && long.TryParse(range.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last > 0
            ? last + 1
            : null;
    }

    private async Task<OciException?> FinishAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Created)
        {
            return IsRight(response) ? null : throw new OciException(OciErrorKind.DigestMismatch, $"Cannot {Doing} at {place.Name}: the registry stored it under another digest.")
            {
                Registry = place.Registry,
                Repository = place.Repository,
                Reference = blob.Digest.ToString(),
            };
        }

        var failure = await RegistryErrors.ReadAsync(response, place, blob.Digest.ToString(), Doing, cancellationToken).ConfigureAwait(false);
        return RetryDelay.MayPass(response.StatusCode) || response.StatusCode == HttpStatusCode.NotFound ? failure : throw failure;
    }

    private bool IsRight(HttpResponseMessage response) =>
        !response.Headers.TryGetValues("Docker-Content-Digest", out var values) || values.All(value => value == blob.Digest.ToString());

    private Uri? Next(Uri from, HttpResponseMessage response) => response.Headers.Location is { } location ? registry.Target(from, location) : null;

    private Uri WithDigest(Uri location)
    {
        var digest = $"digest={Uri.EscapeDataString(blob.Digest.ToString())}";
        return new UriBuilder(location) { Query = location.Query.Length > 1 ? $"{location.Query[1..]}&{digest}" : digest }.Uri;
    }

    private OciException SourceFailure() => _state.SourceFailure as OciException
        ?? new OciException(OciErrorKind.Unreadable, $"Cannot {Doing} to {place.Name}: its content cannot be read: {_state.SourceFailure!.Message}", _state.SourceFailure);
}
