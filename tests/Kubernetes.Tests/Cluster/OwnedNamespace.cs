using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Client.Config;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.Cluster;

/// <summary>A namespace of the real cluster that a test has for itself, made and deleted without the client under test knowing how.</summary>
public sealed class OwnedNamespace : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _server;

    private OwnedNamespace()
    {
        Access = ClusterAccess.Find(KubernetesCluster.Kubeconfig);
        Api = new KubernetesApi(Access);
        _server = Access.Server;
        var config = Kubeconfig.Load(KubernetesCluster.Kubeconfig);
        var user = config.Users[config.Contexts[config.CurrentContext!].User!];
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        if (user.ClientCertificateData is { } certificate)
        {
            handler.ClientCertificates.Add(X509Certificate2.CreateFromPem(Text(certificate), Text(user.ClientKeyData!)));
        }

        _http = new HttpClient(handler);
    }

    public ClusterAccess Access { get; }

    public KubernetesApi Api { get; }

    public IPods Pods => Api.Pods;

    public string Name { get; } = $"wolfictl-test-{Guid.NewGuid():N}"[..26];

    public static async Task<OwnedNamespace> CreateAsync()
    {
        var space = new OwnedNamespace();
        await space.InitializeAsync();
        return space;
    }

    public async ValueTask DisposeAsync()
    {
        await _http.DeleteAsync(new Uri(_server, $"/api/v1/namespaces/{Name}"));
        _http.Dispose();
        Api.Dispose();
    }

    private async Task InitializeAsync()
    {
        var answer = await _http.PostAsJsonAsync(new Uri(_server, "/api/v1/namespaces"), new { apiVersion = "v1", kind = "Namespace", metadata = new { name = Name } });
        answer.EnsureSuccessStatusCode();
        // Pods are refused until the cluster has made the account they run as.
        while ((await _http.GetAsync(new Uri(_server, $"/api/v1/namespaces/{Name}/serviceaccounts/default"))).StatusCode == HttpStatusCode.NotFound)
        {
            await Task.Delay(50);
        }
    }

    private static string Text(string base64) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
