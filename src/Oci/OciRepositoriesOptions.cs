using System.Net;
using Wolfictl.Oci.Registry;

namespace Wolfictl.Oci;

/// <summary>How <see cref="OciRepositories"/> reaches registries.</summary>
public sealed record OciRepositoriesOptions
{
    /// <summary>Where credentials are looked for, in order. Null, the default: Docker's configuration (<see cref="DockerConfig.FromEnvironment"/>).</summary>
    public IReadOnlyList<ICredentialSource>? Credentials { get; init; }

    /// <summary>Speak plain HTTP to every registry. Off by default: then only to loopback ones (localhost, 127.0.0.0/8, [::1]).</summary>
    public bool PlainHttp { get; init; }

    /// <summary>Hosts (<c>host[:port]</c>) of token services that registries on other hosts may send us to. None by default.</summary>
    public IReadOnlyList<string> TrustedTokenHosts { get; init; } = [];

    /// <summary>The longest wait for a connection; 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time in which nothing moves, in either direction; 30 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is sent at most when the failure may pass (connection cut, 429, 5xx); 1 to 10, default 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>
    /// Blobs of more bytes than this are sent in chunks of so many, each of which a registry keeps when the connection is cut later; at least 1, default 64 MiB. A registry
    /// may ask for larger chunks; one that takes none gets the blob whole.
    /// </summary>
    public long ChunkBytes { get; init; } = 64L << 20;

    /// <summary>The proxy to registries that are not on this machine. Null, the default: what <c>https_proxy</c>, <c>http_proxy</c> and <c>no_proxy</c> say.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>What registries see as User-Agent.</summary>
    public string UserAgent { get; init; } = "wolfictl-oci/1";

    /// <summary>The clock for waits and token lifetimes.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
