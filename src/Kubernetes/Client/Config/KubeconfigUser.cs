namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>Who one is to a cluster (kubeconfig, <c>users[].user</c>). Paths are absolute. Never shown.</summary>
public sealed record KubeconfigUser
{
    /// <summary>The file that it was read from.</summary>
    public required string File { get; init; }

    /// <summary>A certificate, a file with PEM; <see cref="ClientCertificateData"/> comes first.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The same, PEM in base64.</summary>
    public string? ClientCertificateData { get; init; }

    /// <summary>Its key, a file with PEM; <see cref="ClientKeyData"/> comes first.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The same, PEM in base64.</summary>
    public string? ClientKeyData { get; init; }

    /// <summary>A bearer token; <see cref="TokenFile"/> comes first.</summary>
    public string? Token { get; init; }

    /// <summary>A file with a bearer token that others may replace.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A name, for basic authentication.</summary>
    public string? UserName { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }

    /// <summary>A program that gives credentials.</summary>
    public ExecPlugin? Exec { get; init; }

    /// <summary>The name of a provider (<c>auth-provider</c>), none of which is supported any more.</summary>
    public string? AuthProvider { get; init; }

    /// <summary>Whom to act as.</summary>
    public string? ImpersonateUser { get; init; }

    /// <summary>With whose uid to act.</summary>
    public string? ImpersonateUid { get; init; }

    /// <summary>With which groups to act.</summary>
    public IReadOnlyList<string> ImpersonateGroups { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => "(secret)";
}
