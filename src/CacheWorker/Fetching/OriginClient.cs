using System.Net;
using System.Net.Http.Headers;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>
/// Sends requests by the rules of design/faults.md: every hop checked, no credentials, no cookies, no decompression, HTTP/1.1.
/// Mirrors have connections of their own, so that a redirect to a mirror's address can't ride on one that was opened unchecked.
/// </summary>
internal sealed class OriginClient : IDisposable
{
    private readonly FetchOptions _options;
    private readonly AddressPolicy _policy;
    private readonly HttpClient _origins;
    private readonly HttpClient _mirrors;

    public OriginClient(FetchOptions options, NetworkAccess network)
    {
        _options = options;
        _policy = new AddressPolicy(options.AllowHosts);
        _origins = Client(new CheckedConnector(_policy, network, options.ConnectTime), network);
        _mirrors = Client(new CheckedConnector(null, network, options.ConnectTime), network);
    }

    /// <summary>Sends a request and follows its redirects; the slot moves along. The answer's headers are there, its body is not.</summary>
    /// <exception cref="FetchFault">A hop is refused, or the transport failed.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Place place, RangeRequest? range, DownloadSlot slot, AttemptClock clock)
    {
        var uri = place.Uri;
        for (var hops = 0; ; hops++)
        {
            var isMirror = place.IsMirror && hops == 0;
            if (!isMirror && _policy.WhyRefused(uri.IdnHost, uri.Port) is { } why)
            {
                throw TransportFault.Refused(uri.IdnHost, uri.Port, hops == 0 ? why : $"{why}, where a redirect leads");
            }

            await clock.PauseAsync(slot.MoveToAsync(uri, clock.Token));
            clock.Wait(_options.ConnectTime);
            var answer = await SendOneAsync(isMirror ? _mirrors : _origins, method, uri, range, clock.Token);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return answer;
            }

            using (answer)
            {
                uri = Next(uri, answer, hops);
            }
        }
    }

    public void Dispose()
    {
        _origins.Dispose();
        _mirrors.Dispose();
    }

    private static HttpClient Client(CheckedConnector connector, NetworkAccess network) => new(new SocketsHttpHandler
    {
        ConnectCallback = connector.ConnectAsync,
        Proxy = network.Proxy,
        SslOptions = network.Tls,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 64 << 10,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = connector.ConnectTime,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async Task<HttpResponseMessage> SendOneAsync(HttpClient client, HttpMethod method, Uri uri, RangeRequest? range, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, uri) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (range is not null)
        {
            request.Headers.Range = new RangeHeaderValue(range.From, null);
            request.Headers.TryAddWithoutValidation("If-Range", range.Validator);
        }

        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchFault($"no connection within {Shown.Time(_options.ConnectTime)}", canPass: true, timeout);
        }
        catch (HttpRequestException fault)
        {
            throw TransportFault.Of(fault);
        }
    }

    private Uri Next(Uri from, HttpResponseMessage answer, int hops)
    {
        if (hops >= _options.MaxRedirects)
        {
            throw new FetchFault($"more than {_options.MaxRedirects} redirects, the last to {Shown.Text(answer.Headers.Location is { } place ? Shown.Uri(place.OriginalString.Split('?', 2)[0]) : null)}", canPass: false);
        }

        if (answer.Headers.Location is not { } location || !Uri.TryCreate(from, location, out var next))
        {
            throw new FetchFault($"a redirect ({(int)answer.StatusCode}) that says not where to", canPass: false);
        }

        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
        {
            throw new FetchFault($"refused: a redirect from https to plain http, to {Shown.Place(next)}", canPass: false);
        }

        return Places.WhyNotFetched(next) is { } why
            ? throw new FetchFault($"refused: a redirect to {Shown.Place(next)}: {why}", canPass: false)
            : new Uri(next.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
    }
}
