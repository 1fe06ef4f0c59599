using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>A certificate authority of a test's own, for servers and clients.</summary>
public sealed class FakeAuthority : IDisposable
{
    private readonly X509Certificate2 _certificate;

    /// <summary>A root; or, with <paramref name="above"/>, an authority that another one vouches for.</summary>
    public FakeAuthority(string name = "fake-kubernetes-ca", FakeAuthority? above = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (above is null)
        {
            _certificate = request.CreateSelfSigned(Begin.AddHours(-1), End.AddHours(1));
        }
        else
        {
            using var bare = request.Create(above._certificate, Begin, End, RandomNumberGenerator.GetBytes(8));
            _certificate = bare.CopyWithPrivateKey(key);
        }
    }

    /// <summary>Its own certificate.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    private DateTimeOffset Begin { get; } = DateTimeOffset.UtcNow.AddDays(-1);

    private DateTimeOffset End { get; } = DateTimeOffset.UtcNow.AddDays(1);

    /// <summary>A certificate with its key for a server of these names and 127.0.0.1.</summary>
    public X509Certificate2 IssueServer(params string[] names)
    {
        var all = new SubjectAlternativeNameBuilder();
        all.AddIpAddress(IPAddress.Loopback);
        Array.ForEach(names, all.AddDnsName);
        return Issue("CN=fake-kubernetes", "1.3.6.1.5.5.7.3.1", all);
    }

    /// <summary>A certificate and a key, in PEM, for a client of this name.</summary>
    public (string Certificate, string Key) IssueClient(string name)
    {
        using var certificate = Issue($"CN={name}", "1.3.6.1.5.5.7.3.2", null);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Whether it vouches for a certificate.</summary>
    public bool VouchesFor(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Issue(string subject, string usage, SubjectAlternativeNameBuilder? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        using var bare = request.Create(_certificate, Begin, End, RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
