using System.Net;
using System.Net.Sockets;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Resolves, checks, and connects to the very address that was checked.</summary>
internal sealed class CheckedConnector(AddressPolicy? policy, NetworkAccess network, TimeSpan connectTime)
{
    public TimeSpan ConnectTime => connectTime;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await network.ResolveAsync(host, cancellationToken);
        if (policy is not null && !policy.IsException(host, port) && !IsProxy(context))
        {
            addresses = Permitted(addresses, host, port);
        }

        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        for (var i = 0; ; i++)
        {
            // All but the last get a share, so that one address that swallows packets leaves time for the others.
            using var share = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (i < addresses.Length - 1)
            {
                share.CancelAfter(connectTime / addresses.Length);
            }

            try
            {
                return await network.DialAsync(new IPEndPoint(addresses[i], port), share.Token);
            }
            catch (Exception fault) when (i < addresses.Length - 1 && !cancellationToken.IsCancellationRequested && fault is SocketException or OperationCanceledException)
            {
                // The next address may answer.
            }
        }
    }

    private static IPAddress[] Permitted(IPAddress[] addresses, string host, int port)
    {
        var permitted = Array.FindAll(addresses, address => AddressPolicy.WhyRefused(address) is null);
        return permitted.Length > 0 || addresses.Length == 0
            ? permitted
            : throw new AddressRefusedException(host, port, $"{AddressPolicy.WhyRefused(addresses[0])} ({addresses[0]})");
    }

    /// <summary>A proxy is the operator's word: its own address is not judged.</summary>
    private bool IsProxy(SocketsHttpConnectionContext context) =>
        context.InitialRequestMessage.RequestUri is { } uri
        && !network.Proxy.IsBypassed(uri)
        && network.Proxy.GetProxy(uri) is { } proxy
        && proxy.Port == context.DnsEndPoint.Port
        && string.Equals(proxy.IdnHost, context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase);
}
