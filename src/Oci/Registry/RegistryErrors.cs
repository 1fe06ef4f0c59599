using System.Net;
using System.Text.Json;

namespace Wolfictl.Oci.Registry;

/// <summary>Turns a registry's refusal into an <see cref="OciException"/>.</summary>
internal static class RegistryErrors
{
    private const int MaxBody = 64 * 1024;
    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(10);

    /// <param name="response">The answer; its body is read, at most 64 KiB of it.</param>
    /// <param name="place">The repository.</param>
    /// <param name="reference">The tag or digest, where one was involved.</param>
    /// <param name="doing">What was tried, as in "push the blob sha256:…".</param>
    /// <param name="cancellationToken">Stops reading the body.</param>
    public static async Task<OciException> ReadAsync(
        HttpResponseMessage response, OciReference place, string? reference, string doing, CancellationToken cancellationToken)
    {
        var (code, said) = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        var (kind, advice) = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => (OciErrorKind.Unauthorized, $" Log in with `docker login {place.Registry}`, or name the credentials with DOCKER_CONFIG."),
            HttpStatusCode.Forbidden => (OciErrorKind.Unauthorized, " The credentials do not allow it."),
            HttpStatusCode.NotFound when code is "MANIFEST_BLOB_UNKNOWN" => (OciErrorKind.Refused, ""),
            HttpStatusCode.NotFound => (OciErrorKind.NotFound, ""),
            HttpStatusCode.RequestEntityTooLarge => (OciErrorKind.TooLarge, ""),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => (OciErrorKind.Unreachable, " Try again later."),
            _ when code is "DIGEST_INVALID" or "SIZE_INVALID" => (OciErrorKind.DigestMismatch, ""),
            _ => (OciErrorKind.Refused, ""),
        };
        return new OciException(kind, $"Cannot {doing} at {place.Name}: the registry answered {status} {response.StatusCode}{said}.{advice}")
        {
            Registry = place.Registry,
            Repository = place.Repository,
            Reference = reference,
        };
    }

    private static async Task<(string? Code, string Said)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(BodyPatience);
        try
        {
            var body = await BoundedContent.ReadAsync(response.Content, MaxBody, patience.Token).ConfigureAwait(false);
            return OciJson.Read<RegistryErrorList>(body.Span).Errors is [{ } first, ..]
                ? (first.Code, $" ({Text.Printable(first.Code, 64)}: {Text.Printable(first.Message)})")
                : (null, "");
        }
        catch (Exception exception) when (exception is JsonException or OciException or HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, "");
        }
    }
}
