using System.Net.Sockets;
using System.Security.Authentication;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>What an exception of the HTTP client means for a fetch.</summary>
internal static class TransportFault
{
    public static FetchFault Of(Exception cause)
    {
        for (var inner = cause; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AddressRefusedException refused:
                    return Refused(refused.Host, refused.Port, refused.Why);
                case AuthenticationException:
                    return new FetchFault($"TLS failed: {Shown.Text(inner.Message)}; the origin's certificate must be valid for its name", canPass: false, cause);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return new FetchFault("no such host; check the URI, or name a mirror that has the file (--mirror)", canPass: false, cause);
                case SocketException socket:
                    return new FetchFault($"connection failed: {socket.SocketErrorCode}", canPass: true, cause);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse }:
                    return new FetchFault($"the origin's answer is not valid HTTP: {Shown.Text(inner.Message)}", canPass: false, cause);
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }:
                    return new FetchFault("the proxy refused the connection; check https_proxy and no_proxy", canPass: true, cause);
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return new FetchFault("the answer ended early", canPass: true, cause);
            }
        }

        return new FetchFault($"connection failed: {Shown.Text(cause.Message)}", canPass: true, cause);
    }

    public static FetchFault Refused(string host, int port, string why) =>
        new($"refused: {Shown.Text(host)} is {why}; name it with --allow-host {(host.Contains(':', StringComparison.Ordinal) ? $"[{Shown.Text(host)}]" : Shown.Text(host))}:{port} if it is meant", canPass: false);
}
