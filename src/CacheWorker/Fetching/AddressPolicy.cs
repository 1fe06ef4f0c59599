using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Which addresses a source may come from. Deny by default: only addresses of the public internet pass.</summary>
/// <remarks>
/// <list type="number">
/// <item>A host that is named as an exception passes, whatever it resolves to. An exception is for that host alone: a redirect from it is checked again.</item>
/// <item>IPv4: refused are 0/8, 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.0.0/24, 192.0.2/24, 192.88.99/24, 192.168/16, 198.18/15, 198.51.100/24, 203.0.113/24, 224/4, 240/4, and 168.63.129.16, a cloud's metadata address outside of these.</item>
/// <item>IPv6: refused is all outside 2000::/3, and within it 2001::/23 (Teredo, ORCHID, benchmarking), 2001:db8::/32, 3fff::/20. A scope id is refused.</item>
/// <item>IPv6 that carries an IPv4 address is judged by that: mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96), 6to4 (2002::/16), ISATAP. Compatible (::/96), translated (::ffff:0:0:0/96) and local NAT64 (64:ff9b:1::/48) forms are refused whole.</item>
/// <item>Names: <c>localhost</c> and what ends in <c>.localhost</c> are refused without asking; others are judged by what they resolve to. Addresses that are refused are passed over; if none is left, so is the source.</item>
/// <item>The address that was checked is the one that is connected to, so a name that changes between the two gains nothing. Behind a proxy, which resolves itself, only the host as it is written can be judged.</item>
/// </list>
/// Decimal, octal, hexadecimal and short forms of IPv4 are read as the system's own resolver reads them, and then judged.
/// </remarks>
public sealed class AddressPolicy
{
    private static readonly AddressRange[] Refused4 =
    [
        AddressRange.Of("0.0.0.0/8", "this network"),
        AddressRange.Of("10.0.0.0/8", "a private address"),
        AddressRange.Of("100.64.0.0/10", "a carrier's private address"),
        AddressRange.Of("127.0.0.0/8", "a loopback address"),
        AddressRange.Of("168.63.129.16/32", "a cloud metadata address"),
        AddressRange.Of("169.254.0.0/16", "a link-local or metadata address"),
        AddressRange.Of("172.16.0.0/12", "a private address"),
        AddressRange.Of("192.0.0.0/24", "a reserved address"),
        AddressRange.Of("192.0.2.0/24", "a documentation address"),
        AddressRange.Of("192.88.99.0/24", "a reserved address"),
        AddressRange.Of("192.168.0.0/16", "a private address"),
        AddressRange.Of("198.18.0.0/15", "a benchmarking address"),
        AddressRange.Of("198.51.100.0/24", "a documentation address"),
        AddressRange.Of("203.0.113.0/24", "a documentation address"),
        AddressRange.Of("224.0.0.0/4", "a multicast address"),
        AddressRange.Of("240.0.0.0/4", "a reserved address"),
    ];

    private static readonly AddressRange[] Refused6 =
    [
        AddressRange.Of("2001::/23", "a reserved or tunnel address"),
        AddressRange.Of("2001:db8::/32", "a documentation address"),
        AddressRange.Of("3fff::/20", "a documentation address"),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private readonly HashSet<(string Host, int? Port)> _allowed = [];

    /// <summary>A policy with exceptions: <c>host</c>, <c>host:port</c>, <c>v6</c>, <c>[v6]:port</c>.</summary>
    /// <exception cref="FetchOptionsException">An exception is no host.</exception>
    public AddressPolicy(IEnumerable<string>? allowHosts = null)
    {
        foreach (var text in allowHosts ?? [])
        {
            _allowed.Add(ReadHost(text));
        }
    }

    /// <summary>Whether a host is an exception. <paramref name="host"/> without brackets.</summary>
    public bool IsException(string host, int port)
    {
        var name = Canonical(host);
        return _allowed.Contains((name, null)) || _allowed.Contains((name, port));
    }

    /// <summary>What kind of address it is that is refused, for a message; null if it may be connected to.</summary>
    public static string? WhyRefused(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Refused4.FirstOrDefault(range => range.Network.Contains(address))?.What;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return "no internet address";
        }

        return address.ScopeId != 0 ? "an address of one link" : WhyRefused6(address);
    }

    /// <summary>Why a host may not even be asked for, before anything is resolved; null if resolving it decides.</summary>
    internal string? WhyRefused(string host, int port)
    {
        if (IsException(host, port))
        {
            return null;
        }

        var name = Canonical(host);
        if (name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal))
        {
            return "a loopback name";
        }

        return IPAddress.TryParse(name, out var address) ? WhyRefused(address) : null;
    }

    private static string? WhyRefused6(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address))
        {
            return WhyRefused(new IPAddress(bytes[12..]));
        }

        if (!Global6.Contains(address))
        {
            return address.Equals(IPAddress.IPv6Loopback) ? "a loopback address" : "no public address";
        }

        if (SixToFour.Contains(address))
        {
            return WhyRefused(new IPAddress(bytes[2..6]));
        }

        // An ISATAP interface id: 0000:5efe or 0200:5efe, then an IPv4 address.
        var isatap = bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe;
        return Refused6.FirstOrDefault(range => range.Network.Contains(address))?.What
            ?? (isatap ? WhyRefused(new IPAddress(bytes[12..])) : null);
    }

    private static (string Host, int? Port) ReadHost(string text)
    {
        var (host, port) = (text, (int?)null);
        var colon = text.LastIndexOf(':');
        var isBare6 = !text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != colon;
        if (colon >= 0 && !isBare6 && !text.EndsWith(']'))
        {
            host = text[..colon];
            port = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536
                ? number
                : throw NoHost(text);
        }

        host = host.Trim('[', ']');
        return Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 ? (Canonical(host), port) : throw NoHost(text);
    }

    private static FetchOptionsException NoHost(string text) =>
        new(nameof(FetchOptions.AllowHosts), $"{Shown.Text(text)} is no host; give HOST, HOST:PORT or [V6]:PORT");

    private static string Canonical(string host)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        return IPAddress.TryParse(name, out var address) ? address.ToString() : name;
    }
}
