using System.Net;
using System.Text.Json;

namespace Wolfictl.Kubernetes.Client;

/// <summary>Turns a server's refusal into a <see cref="KubernetesException"/>.</summary>
internal static class ApiErrors
{
    private const int MaxBody = 256 * 1024;

    public static async Task<KubernetesException> ReadAsync(HttpResponseMessage response, Uri server, string doing, CancellationToken cancellationToken)
    {
        ApiStatus? status = null;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                using var bounded = new BoundedStream(stream, MaxBody, () => new KubernetesException(KubernetesErrorKind.TooLarge, "The answer is too long."));
                status = await JsonSerializer.DeserializeAsync(bounded, KubernetesJson.Default.ApiStatus, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is JsonException or KubernetesException or HttpRequestException or IOException)
        {
            // Not every refusal is Kubernetes' own: a proxy on the way says something else, or nothing.
        }

        return From(status, response.StatusCode, server, doing);
    }

    public static KubernetesException From(ApiStatus? status, HttpStatusCode code, Uri server, string doing)
    {
        var kind = KindOf(code, status?.Reason);
        var said = string.IsNullOrEmpty(status?.Message) ? "" : $": {Shown.Of(status.Message, 2000)}";
        return new KubernetesException(kind, $"Cannot {doing} at {Shown.Of(server)}: the server answered {(int)code} {Shown.Of(status?.Reason ?? code.ToString(), 64)}{said}{Advice(kind)}")
        {
            Server = server,
            StatusCode = code,
            Reason = status?.Reason,
            Details = status?.Details,
        };
    }

    private static KubernetesErrorKind KindOf(HttpStatusCode code, string? reason) => reason switch
    {
        "AlreadyExists" => KubernetesErrorKind.AlreadyExists,
        "Expired" or "Gone" => KubernetesErrorKind.Gone,
        "Timeout" or "ServerTimeout" => KubernetesErrorKind.Timeout,
        _ => code switch
        {
            HttpStatusCode.BadRequest => KubernetesErrorKind.BadRequest,
            HttpStatusCode.Unauthorized => KubernetesErrorKind.Unauthorized,
            HttpStatusCode.Forbidden => KubernetesErrorKind.Forbidden,
            HttpStatusCode.NotFound => KubernetesErrorKind.NotFound,
            HttpStatusCode.Conflict => KubernetesErrorKind.Conflict,
            HttpStatusCode.Gone => KubernetesErrorKind.Gone,
            HttpStatusCode.UnprocessableEntity => KubernetesErrorKind.Invalid,
            HttpStatusCode.TooManyRequests => KubernetesErrorKind.TooManyRequests,
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => KubernetesErrorKind.Timeout,
            >= HttpStatusCode.InternalServerError => KubernetesErrorKind.ServerError,
            _ => KubernetesErrorKind.Unknown,
        },
    };

    private static string Advice(KubernetesErrorKind kind) => kind switch
    {
        KubernetesErrorKind.Unauthorized => ". The server does not accept the credentials: look at the user in the kubeconfig, or log in again.",
        KubernetesErrorKind.Forbidden => ". Ask whoever runs the cluster for a role that allows it, or use another context.",
        KubernetesErrorKind.TooManyRequests or KubernetesErrorKind.ServerError or KubernetesErrorKind.Timeout => ". Try again later.",
        _ => ".",
    };
}
