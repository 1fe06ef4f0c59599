using System.Net;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>A block of addresses that no source may come from.</summary>
internal sealed record AddressRange(IPNetwork Network, string What)
{
    public static AddressRange Of(string network, string what) => new(IPNetwork.Parse(network), what);
}
