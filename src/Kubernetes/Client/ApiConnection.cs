using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wolfictl.Kubernetes.Client.Credentials;

namespace Wolfictl.Kubernetes.Client;

/// <summary>Sends requests to one server, as somebody, and again where that may help. Safe for use by many at once.</summary>
internal sealed class ApiConnection(ClusterAccess access, KubernetesClientOptions options) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private readonly Connections _connections = new(access, options);
    private readonly ICredentialSource _credentials = access.Credentials(options.Time);

    public ClusterAccess Access => access;

    public KubernetesClientOptions Options => options;

    /// <summary>Sends a request until its answer was read whole.</summary>
    /// <exception cref="KubernetesException">The server refuses, cannot be reached, or answers what is not <typeparamref name="T"/>.</exception>
    public Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        RepeatAsync(call, (response, token) => ReadAsync(call, response, type, token), keepOpen: false, cancellationToken);

    /// <summary>Sends a request whose answer says no more than that it was accepted.</summary>
    /// <exception cref="KubernetesException">The server refuses or cannot be reached.</exception>
    public Task SendAsync(ApiCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, (response, token) => PassOverAsync(call, response, token), keepOpen: false, cancellationToken);

    /// <summary>Sends a request until its answer begins.</summary>
    /// <returns>The body. Errors while reading it are the stream's: <see cref="IOException"/>, <see cref="HttpRequestException"/>.</returns>
    /// <exception cref="KubernetesException">The server refuses or cannot be reached.</exception>
    public Task<Stream> OpenAsync(ApiCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, (response, token) => response.Content.ReadAsStreamAsync(token), keepOpen: true, cancellationToken);

    public KubernetesException Error(KubernetesErrorKind kind, string doing, string problem, Exception? inner = null) =>
        new(kind, $"Cannot {doing} at {Shown.Of(access.Server)}: {problem}", inner) { Server = access.Server };

    public void Dispose()
    {
        _connections.Dispose();
        (_credentials as IDisposable)?.Dispose();
    }

    private async Task<T> RepeatAsync<T>(ApiCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, bool keepOpen, CancellationToken cancellationToken)
    {
        var started = options.Time.GetTimestamp();
        int throttled = 0, faults = 0;
        for (var refused = false; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var credential = await _credentials.GetAsync(cancellationToken).ConfigureAwait(false);
            var attempt = new ApiAttempt<T>(call, read, keepOpen);
            var error = await TryAsync(attempt, credential, cancellationToken).ConfigureAwait(false);
            if (error is null)
            {
                return attempt.Result!;
            }

            if (error.Kind == KubernetesErrorKind.Unauthorized && !refused)
            {
                // The token may have been replaced since it was read.
                refused = true;
                _credentials.Refused(credential);
                continue;
            }

            var untouched = error.Kind == KubernetesErrorKind.TooManyRequests || attempt.RetryAfter is not null || attempt.NotSent;
            var patient = error.Kind == KubernetesErrorKind.TooManyRequests || attempt.RetryAfter is not null;
            var last = patient ? ++throttled >= options.MaxAttempts : ++faults >= options.MaxAttemptsAfterFaults;
            var delay = attempt.RetryAfter is { } asked ? RetryDelay.AskedFor(asked) : RetryDelay.Doubling(FirstDelay, patient ? throttled : faults);
            if (last || !attempt.MayPass || !(call.Idempotent || untouched) || options.Time.GetElapsedTime(started) + delay > options.RetryFor)
            {
                throw error;
            }

            await Task.Delay(delay, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends once. The error, or null where the attempt has its result.</summary>
    private async Task<KubernetesException?> TryAsync<T>(ApiAttempt<T> attempt, Credential credential, CancellationToken cancellationToken)
    {
        var call = attempt.Call;
        var patience = call.Patience ?? options.RequestTimeout + Grace;
        using var timer = new SilenceTimer(patience, options.Time, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            using var request = Request(call, credential);
            response = await _connections.For(credential.Certificate).SendAsync(request, timer.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                var error = await ApiErrors.ReadAsync(response, access.Server, call.Doing, timer.Token).ConfigureAwait(false);
                attempt.RetryAfter = RetryDelay.Read(response.Headers.RetryAfter, options.Time)
                    ?? (error.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null);
                attempt.MayPass = error.MayPass && error.Kind != KubernetesErrorKind.Gone;
                return error;
            }

            attempt.Result = await attempt.Read(response, timer.Token).ConfigureAwait(false);
            response = attempt.KeepOpen ? null : response;
            return null;
        }
        catch (OperationCanceledException) when (timer.Expired && !cancellationToken.IsCancellationRequested)
        {
            attempt.MayPass = true;
            return Error(KubernetesErrorKind.Timeout, call.Doing, $"no answer within {patience.TotalSeconds:0} s. Is the server overloaded, or the network cut?");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or HttpProtocolException)
        {
            return Unreachable(attempt, exception);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private KubernetesException Unreachable<T>(ApiAttempt<T> attempt, Exception exception)
    {
        var reason = (exception as HttpRequestException)?.HttpRequestError;
        attempt.NotSent = reason is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError or HttpRequestError.SecureConnectionError;
        if (exception.InnerException is AuthenticationException tls)
        {
            var advice = access.Authorities is { } authorities ? $"It must be vouched for by {authorities.What}, for the name '{access.TlsServerName ?? access.Server.Host}'." : "The machine's authorities must vouch for it.";
            return Error(KubernetesErrorKind.Unreachable, attempt.Call.Doing, $"no trusted connection: {Shown.Of(tls.InnerException?.Message ?? tls.Message)} {advice} See {access.Origin}.", exception);
        }

        attempt.MayPass = true;
        var said = Shown.Of(exception.InnerException is { } inner and not HttpRequestException ? inner.Message : exception.Message).TrimEnd('.');
        return Error(KubernetesErrorKind.Unreachable, attempt.Call.Doing, $"{said}. Is the server up, and the address of {access.Origin} right?", exception);
    }

    private HttpRequestMessage Request(ApiCall call, Credential credential)
    {
        // A path in the server's address, as Rancher and other front ends have, stays.
        var uri = new Uri($"{access.Server.GetLeftPart(UriPartial.Path).TrimEnd('/')}{call.Path}");
        if (call.Patience is null)
        {
            uri = new Uri($"{uri}{(uri.Query.Length > 0 ? '&' : '?')}timeout={options.RequestTimeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)}s");
        }

        if (credential.Authorization is not null && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw Error(KubernetesErrorKind.Configuration, call.Doing, $"credentials are not sent over plain HTTP. Write https:// in the address of {access.Origin}.");
        }

        var request = new HttpRequestMessage(call.Method, uri) { Version = call.Version, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (access.TlsServerName is { } name)
        {
            // The runtime asks for the certificate of the host that the request names.
            request.Headers.Host = name;
        }

        request.Headers.Authorization = credential.Authorization;
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (access.ImpersonateUser is { } user)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", user);
            request.Headers.TryAddWithoutValidation("Impersonate-Uid", access.ImpersonateUid is { } uid ? [uid] : []);
            request.Headers.TryAddWithoutValidation("Impersonate-Group", access.ImpersonateGroups);
        }

        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
    }

    private async Task<bool> PassOverAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await BoundedAsync(call, response, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private async Task<T> ReadAsync<T>(ApiCall call, HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var bounded = await BoundedAsync(call, response, cancellationToken).ConfigureAwait(false);
        await using (bounded.ConfigureAwait(false))
        {
            try
            {
                return await JsonSerializer.DeserializeAsync(bounded, type, cancellationToken).ConfigureAwait(false)
                    ?? throw Error(KubernetesErrorKind.Malformed, call.Doing, "the answer is null.");
            }
            catch (JsonException exception)
            {
                throw Error(KubernetesErrorKind.Malformed, call.Doing, $"the answer is not the JSON that Kubernetes has for it ({Shown.Of(exception.Path, 100)}). Is this the address of an API server?");
            }
        }
    }

    private async Task<Stream> BoundedAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var most = options.MaxResponseBytes;
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new BoundedStream(stream, most, () => Error(KubernetesErrorKind.TooLarge, call.Doing, $"the answer is longer than {most} bytes. Ask for less by a selector."));
    }
}
