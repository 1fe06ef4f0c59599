namespace Wolfictl.Oci.Registry;

/// <summary>
/// Decides which token service a registry may send us to. Deny by default, with or without a credential at hand:
/// 1. the realm is an absolute https URI without user info, or http where the registry itself is spoken to in plain HTTP;
/// 2. its host and port are the registry's own, or the pair is one of the well-known ones, or the caller listed the realm's host.
/// A hostile registry's challenge thus cannot make us send a password, or any request, to a place of its choosing.
/// </summary>
internal sealed class RealmPolicy(IEnumerable<string> trustedHosts)
{
    private static readonly Dictionary<string, string> WellKnown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["registry-1.docker.io"] = "auth.docker.io",
        ["registry.gitlab.com"] = "gitlab.com",
    };

    private readonly HashSet<string> _trusted = new(trustedHosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>The realm as a URI.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Refused"/>.</exception>
    public Uri Check(Uri registry, string? realm)
    {
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Refused(registry, realm, "it is no plain absolute URI");
        }

        if (uri.Scheme != Uri.UriSchemeHttps && (uri.Scheme != Uri.UriSchemeHttp || registry.Scheme != Uri.UriSchemeHttp))
        {
            throw Refused(registry, realm, "it is not https");
        }

        var same = uri.Authority.Equals(registry.Authority, StringComparison.OrdinalIgnoreCase);
        var wellKnown = WellKnown.TryGetValue(registry.Authority, out var known) && known.Equals(uri.Authority, StringComparison.OrdinalIgnoreCase);
        return same || wellKnown || _trusted.Contains(uri.Authority)
            ? uri
            : throw Refused(registry, realm, $"it is another host; if that is right, list {uri.Authority} as a trusted token host");
    }

    private static OciException Refused(Uri registry, string? realm, string why) =>
        new(OciErrorKind.Refused, $"The registry {registry.Authority} asks for a token from '{Text.Printable(realm)}', which is not trusted: {why}. Nothing was sent there.")
        {
            Registry = registry.Authority,
        };
}
