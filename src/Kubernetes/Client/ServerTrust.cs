using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wolfictl.Kubernetes.Client;

/// <summary>
/// Which certificates of a server are believed: where authorities are named, those that one of them vouches for, and no others, whatever the machine trusts;
/// else those that the machine trusts. The name must be right in both cases.
/// </summary>
internal static class ServerTrust
{
    public static void Apply(SslClientAuthenticationOptions tls, ClusterAccess access)
    {
        if (access.SkipTlsVerify)
        {
            // The kubeconfig asks for it in so many words.
#pragma warning disable CA5359
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            return;
        }

        if (access.Authorities is not { } source)
        {
            return;
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(source.Read());
        }
        catch (CryptographicException exception)
        {
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"Cannot read {source.What}: it is not PEM.", exception);
        }

        if (authorities.Count == 0)
        {
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"Cannot read {source.What}: it holds no certificate.");
        }

        tls.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        tls.CertificateChainPolicy = Policy(authorities);
        tls.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsVouchedFor(chain, authorities));
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return policy;
    }

    // An authority need not be a root: one that a root elsewhere vouches for counts, too.
    private static bool IsVouchedFor(X509Chain? chain, X509Certificate2Collection authorities) =>
        chain is { ChainElements.Count: > 0 }
        && chain.ChainStatus.All(status => status.Status is X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.NoError)
        && authorities.Contains(chain.ChainElements[^1].Certificate);
}
