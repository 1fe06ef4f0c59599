using Wolfictl.Oci;
using Wolfictl.Oci.Registry;

namespace Wolfictl.GoogleCloud;

/// <summary>
/// The credentials that Google's machines and users have without asking (Application Default Credentials), for Google's registries alone: <c>gcr.io</c>, <c>*.gcr.io</c>
/// and <c>*.pkg.dev</c>. For any other host it neither asks for one nor loads the library that would.
/// </summary>
public sealed class GoogleCredentialSource : ICredentialSource
{
    /// <summary>What Google's registries take beside an access token.</summary>
    private const string UserName = "oauth2accesstoken";

    /// <summary>Whether a registry (<c>host[:port]</c>) is Google's.</summary>
    public static bool Serves(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var port = host.LastIndexOf(':');
        var name = (port < 0 ? host : host[..port]).ToLowerInvariant();
        return name == "gcr.io" || name.EndsWith(".gcr.io", StringComparison.Ordinal) || name.EndsWith(".pkg.dev", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="OciException">There are credentials, and no access token is to be had with them.</exception>
    public async ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default) =>
        Serves(host) && await AmbientCredential.TokenAsync(host, cancellationToken).ConfigureAwait(false) is { } token ? RegistryCredential.Password(UserName, token) : null;
}
