using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Wolfictl.Oci.Registry;

/// <summary>
/// Sends requests to one registry: authentication, redirects (at most five, never from https to http, never with credentials to another
/// host), repeats of what can pass later, time-outs by lack of progress.
/// </summary>
internal sealed class RegistryHost(Uri baseUri, HttpClient http, Authenticator authenticator, OciRepositoriesOptions options)
{
    private const int MaxRedirects = 5;

    public Uri BaseUri { get; } = baseUri;

    public OciRepositoriesOptions Options { get; } = options;

    /// <summary>The answer to <paramref name="call"/>, whatever its status, its body unread.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Unreachable"/> when none came.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = !call.Retry || attempt >= Options.MaxAttempts;
            try
            {
                var response = await AuthorizedAsync(call, cancellationToken).ConfigureAwait(false);
                if (last || !RetryDelay.MayPass(response.StatusCode))
                {
                    return response;
                }

                var wait = RetryDelay.For(response, attempt, Options.Time);
                response.Dispose();
                await Task.Delay(wait, Options.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException exception)
            {
                if (last || exception.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError)
                {
                    // What is wrong with a certificate stands within.
                    throw Unreachable(((exception.InnerException as AuthenticationException)?.Message ?? exception.Message).TrimEnd('.'), exception);
                }

                await Task.Delay(RetryDelay.AfterCut(attempt), Options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The body of an answer, at most <paramref name="limit"/> bytes.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        using var timer = new IdleTimer(Options.IdleTimeout, Options.Time, cancellationToken);
        try
        {
            return await BoundedContent.ReadAsync(response.Content, limit, timer.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException || (timer.Expired && exception is OperationCanceledException))
        {
            throw Unreachable($"its answer was cut: {exception.Message}", exception);
        }
    }

    public OciException Unreachable(string problem, Exception? inner = null) => new(
        OciErrorKind.Unreachable, $"Cannot reach the registry {BaseUri.Authority} ({BaseUri.Scheme}): {Text.Printable(problem)}. Is it running, and is the address right?", inner)
    {
        Registry = BaseUri.Authority,
    };

    private async Task<HttpResponseMessage> AuthorizedAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        var header = authenticator.Known(call.Access);
        var response = await FollowAsync(call, header, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !IsOwn(response.RequestMessage!.RequestUri!))
        {
            return response;
        }

        var answer = await authenticator.AnswerAsync(this, response, call.Access, header, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return response;
        }

        response.Dispose();
        return await FollowAsync(call, answer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryCall call, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var uri = call.Uri;
        for (var hops = 0; ; hops++)
        {
            var response = await SendOnceAsync(call, uri, IsOwn(uri) ? authorization : null, cancellationToken).ConfigureAwait(false);
            var moved = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
            if (!moved || (call.Method != HttpMethod.Get && call.Method != HttpMethod.Head) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            uri = Target(uri, location);
            if (hops == MaxRedirects)
            {
                throw new OciException(OciErrorKind.Refused, $"The registry {BaseUri.Authority} redirects more than {MaxRedirects} times; the last place is {uri.Authority}.")
                {
                    Registry = BaseUri.Authority,
                };
            }
        }
    }

    /// <summary>Where an answer's <c>Location</c> points, if we may go there.</summary>
    public Uri Target(Uri from, Uri location)
    {
        var target = location.IsAbsoluteUri ? location : new Uri(from, location);
        var safe = target.Scheme == Uri.UriSchemeHttps
            || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp && (IsOwn(target) || Options.PlainHttp || target.IsLoopback));
        return safe && target.UserInfo.Length == 0
            ? target
            : throw new OciException(OciErrorKind.Refused, $"The registry {BaseUri.Authority} points to {Text.Printable(target.GetLeftPart(UriPartial.Path))}, which is not https; not followed.")
            {
                Registry = BaseUri.Authority,
            };
    }

    /// <summary>Sends to a token service that <see cref="RealmPolicy"/> allowed: as it is, no redirects, no repeats.</summary>
    public Task<HttpResponseMessage> SendTokenRequestAsync(RegistryCall call, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken) =>
        SendOnceAsync(call, call.Uri, authorization, cancellationToken);

    private async Task<HttpResponseMessage> SendOnceAsync(
        RegistryCall call, Uri uri, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var timer = new IdleTimer(Options.IdleTimeout, Options.Time, cancellationToken);
        using var request = new HttpRequestMessage(call.Method, uri) { Content = call.Content?.Invoke(timer) };
        request.Headers.Authorization = authorization;
        request.Headers.TryAddWithoutValidation("User-Agent", Options.UserAgent);
        if (call.Accept.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        }

        if (call.From > 0)
        {
            request.Headers.Range = new RangeHeaderValue(call.From, null);
        }

        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw timer.Expired
                ? Unreachable($"nothing moved for {Options.IdleTimeout.TotalSeconds:0} s", exception)
                : Unreachable($"no connection within {Options.ConnectTimeout.TotalSeconds:0} s", exception);
        }
    }

    private bool IsOwn(Uri uri) => uri.Scheme == BaseUri.Scheme && uri.Authority.Equals(BaseUri.Authority, StringComparison.OrdinalIgnoreCase);
}
