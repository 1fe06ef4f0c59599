namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>How to reach a cluster (kubeconfig, <c>clusters[].cluster</c>). Paths are absolute.</summary>
public sealed record KubeconfigCluster
{
    /// <summary>The file that it was read from.</summary>
    public required string File { get; init; }

    /// <summary>The address of the API server.</summary>
    public string? Server { get; init; }

    /// <summary>The authorities that may vouch for it, a file with PEM; <see cref="CertificateAuthorityData"/> comes first.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>The same, PEM in base64.</summary>
    public string? CertificateAuthorityData { get; init; }

    /// <summary>Whether anybody may answer.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>The name in the server's certificate, where it isn't that of the address.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>A proxy to go through: http, https or socks5.</summary>
    public string? ProxyUrl { get; init; }
}
