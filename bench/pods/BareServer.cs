using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Client.Config;

namespace Wolfictl.PodBench;

/// <summary>An API server through a bare <see cref="HttpClient"/>, for what the client under test is compared with, and for what it has no call for.</summary>
internal sealed class BareServer : IDisposable
{
    private readonly HttpClient _http;

    private BareServer(HttpClient http) => _http = http;

    /// <summary>Null where the kubeconfig proves who asks, or who answers, in another way than by data in it.</summary>
    public static BareServer? TryOpen(Kubeconfig config, ClusterAccess access)
    {
        var context = config.Contexts[config.CurrentContext!];
        var user = config.Users[context.User!];
        var authority = config.Clusters[context.Cluster!].CertificateAuthorityData;
        if (authority is null || (user is not { ClientCertificateData: not null, ClientKeyData: not null } && user.Token is null))
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(Text(authority));
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (user is { ClientCertificateData: { } certificate, ClientKeyData: { } key })
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(Text(certificate), Text(key)), null, offline: true);
        }

        var handler = new SocketsHttpHandler { SslOptions = tls, EnableMultipleHttp2Connections = true, UseProxy = false };
        var http = new HttpClient(handler)
        {
            BaseAddress = access.Server,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (user.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return new BareServer(http);
    }

    /// <summary>Sends a request and takes the whole answer.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<byte[]> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body = default, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body.Length > 0)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        }

        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => _http.Dispose();

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
