using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wolfictl.TestKit.Registry;

/// <summary>Certificates that trust themselves, for an hour.</summary>
public static class TestCertificate
{
    /// <summary>One for these names.</summary>
    public static X509Certificate2 For(params string[] hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }
}
