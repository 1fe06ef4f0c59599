using System.Reflection;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>The limits and habits of a <see cref="SourceFetcher"/> (design/faults.md: SSRF, slow or endless origin).</summary>
public sealed record FetchOptions
{
    /// <summary>Downloads at once. Default 16; 1 to 256.</summary>
    public int Jobs { get; init; } = 16;

    /// <summary>Downloads at once from one host. Default 4; 1 to 256.</summary>
    public int JobsPerHost { get; init; } = 4;

    /// <summary>
    /// Places tried before the origin, in this order, each by checksum (<c>PREFIX/sha256:HEX</c>) and then by the last part of the URI's path (<c>PREFIX/FILE</c>).
    /// Absolute http or https URIs. Default none. A mirror is trusted to be where it says: its own address is not checked, where it redirects to is.
    /// </summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>Hosts, or hosts with a port, that the address policy lets through: <c>host</c>, <c>host:port</c>, <c>[v6]:port</c>. Default none.</summary>
    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    /// <summary>The largest source in bytes. Default 4 GiB; 1 byte to 1 TiB.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>The longest that the attempts at one source may take together, without the waits between them. Default 30 min; 1 s to 1 day.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest silence of an origin. Default 30 s; 1 s to 1 hour.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that connecting may take, TLS included. Default 10 s; 1 s to 5 min.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Times that each place is tried without a byte of progress. Default 5; 1 to 20.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait after the first failure; it doubles, and half of it is random. Default 1 s; 0 to 1 min.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts that we choose. Default 30 s; up to 10 min.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that an origin's <c>Retry-After</c> may choose. Default 5 min; up to 1 hour.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Redirects followed, each checked as the first address was. Default 5; 0 to 5.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>What we say we are. Default <c>wolfictl/VERSION</c>.</summary>
    public string UserAgent { get; init; } = "wolfictl/" + (typeof(FetchOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    /// <summary>Checks every value.</summary>
    /// <exception cref="FetchOptionsException">A value is out of its range; the message names the key.</exception>
    public void Validate()
    {
        Within(nameof(Jobs), Jobs, 1, 256);
        Within(nameof(JobsPerHost), JobsPerHost, 1, 256);
        Within(nameof(MaxBytes), MaxBytes, 1, 1L << 40);
        Within(nameof(TotalTime), TotalTime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Within(nameof(IdleTime), IdleTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(nameof(ConnectTime), ConnectTime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Within(nameof(Attempts), Attempts, 1, 20);
        Within(nameof(FirstWait), FirstWait, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Within(nameof(LongestWait), LongestWait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Within(nameof(LongestRetryAfter), LongestRetryAfter, TimeSpan.Zero, TimeSpan.FromHours(1));
        Within(nameof(MaxRedirects), MaxRedirects, 0, 5);
        if (UserAgent.Length == 0 || UserAgent.Any(letter => letter is < ' ' or > '~'))
        {
            throw new FetchOptionsException(nameof(UserAgent), "must be printable ASCII, and not empty");
        }

        foreach (var mirror in Mirrors)
        {
            if (!mirror.IsAbsoluteUri || (mirror.Scheme != Uri.UriSchemeHttp && mirror.Scheme != Uri.UriSchemeHttps) || mirror.Query.Length > 0 || mirror.Fragment.Length > 0)
            {
                throw new FetchOptionsException(nameof(Mirrors), $"{Shown.Uri(mirror.OriginalString)} is no mirror: give https://HOST/PREFIX, without query or fragment");
            }
        }

        _ = new AddressPolicy(AllowHosts);
    }

    private static void Within<T>(string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new FetchOptionsException(key, $"{value} is out of range: {least} to {most}");
        }
    }
}
