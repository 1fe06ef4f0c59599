using System.Net.Http.Headers;

namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>What proves who asks: a header, a certificate, both or neither. Never shown.</summary>
internal sealed class Credential(AuthenticationHeaderValue? authorization, ClientCertificate? certificate)
{
    public static Credential None { get; } = new(null, null);

    public AuthenticationHeaderValue? Authorization { get; } = authorization;

    public ClientCertificate? Certificate { get; } = certificate;

    public override string ToString() => "(secret)";
}
