using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>A certificate with its key and the certificates between it and its authority, ready for TLS.</summary>
internal sealed class ClientCertificate
{
    private ClientCertificate(SslStreamCertificateContext context, string fingerprint) => (Context, Fingerprint) = (context, fingerprint);

    public SslStreamCertificateContext Context { get; }

    /// <summary>Equal where certificate and key are.</summary>
    public string Fingerprint { get; }

    /// <param name="certificate">PEM, the client's own first.</param>
    /// <param name="key">PEM, not encrypted.</param>
    /// <param name="origin">For messages.</param>
    /// <exception cref="KubernetesException">Of kind Configuration: they are no certificate and key, or don't belong together.</exception>
    public static ClientCertificate Parse(string certificate, string key, string origin)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificate);
            using var bare = X509Certificate2.CreateFromPem(certificate, key);
            // A key that came from PEM is tied to no store: this form can be used for TLS on every platform.
            var own = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
            var between = new X509Certificate2Collection(all.Skip(1).ToArray());
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\0{key}"));
            return new ClientCertificate(SslStreamCertificateContext.Create(own, between, offline: true), Convert.ToHexStringLower(hash));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // The inner exception is left out: nobody knows what a broken key looks like in it.
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"The client certificate of {origin} cannot be used: it must be PEM, with an unencrypted key in PEM that belongs to it.");
        }
    }
}
