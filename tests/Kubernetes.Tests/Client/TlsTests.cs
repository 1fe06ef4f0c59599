using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wolfictl.Kubernetes.Client;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Network;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class TlsTests : IDisposable
{
    private readonly ScratchDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connection_NamedAuthority_IsTrustedOverHttp2()
    {
        await using var server = await FakeKubernetes.StartAsync();
        await AskAsync(server, server.Kubeconfig());
        Assert.Equal("HTTP/2", Assert.Single(server.Seen).Protocol);
    }

    [Fact]
    public async Task Connection_ServerWithoutHttp2_IsUsedAsItIs()
    {
        await using var server = await FakeKubernetes.StartAsync(protocols: HttpProtocols.Http1);
        await AskAsync(server, server.Kubeconfig());
        Assert.Equal("HTTP/1.1", Assert.Single(server.Seen).Protocol);
    }

    [Fact]
    public async Task Connection_AnotherAuthority_IsRefusedBeforeAnythingIsSent()
    {
        await using var server = await FakeKubernetes.StartAsync();
        using var other = new FakeAuthority();
        var error = await Assert.ThrowsAsync<KubernetesException>(() => AskAsync(server, WithAuthority(server, other)));

        Assert.Equal(KubernetesErrorKind.Unreachable, error.Kind);
        Assert.Contains("the certificate authority of the cluster 'fake'", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Connection_NoAuthorityNamed_TrustsTheMachinesOnly()
    {
        await using var server = await FakeKubernetes.StartAsync();
        var error = await Assert.ThrowsAsync<KubernetesException>(() => AskAsync(server, Without(server, "certificate-authority-data")));
        Assert.Contains("no trusted connection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_SkippingChecks_TrustsAnybody()
    {
        await using var server = await FakeKubernetes.StartAsync();
        await AskAsync(server, Without(server, "certificate-authority-data", "insecure-skip-tls-verify: true"));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Connection_AuthorityBelowAnother_IsTrusted()
    {
        using var root = new FakeAuthority("root");
        using var middle = new FakeAuthority("middle", root);
        await using var server = await FakeKubernetes.StartAsync(certificate: _ => middle.IssueServer("localhost"));
        await AskAsync(server, WithAuthority(server, middle));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Connection_OtherName_IsRefusedUnlessNamed()
    {
        await using var server = await FakeKubernetes.StartAsync(certificate: authority => authority.IssueServer("api.example"));
        var other = server.Kubeconfig().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => AskAsync(server, other));
        Assert.Contains("for the name 'localhost'", error.Message, StringComparison.Ordinal);

        await AskAsync(server, other.Replace("    server:", "    tls-server-name: api.example\n    server:", StringComparison.Ordinal));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task ProxyUrl_IsGoneThroughWithItsPassword()
    {
        await using var server = await FakeKubernetes.StartAsync();
        await using var proxy = new ConnectProxy();
        await AskAsync(server, server.Kubeconfig().Replace("    server:", $"    proxy-url: http://me:p%40ss@{proxy.Address.Authority}\n    server:", StringComparison.Ordinal));

        Assert.Single(server.Seen);
        Assert.Contains(proxy.Heads, head => head.StartsWith($"CONNECT {server.Url.Authority} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_OverPlainHttp_IsNotSent()
    {
        using var api = new KubernetesApi(ClusterAccess.Find(_folder.Write("c", "current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: 'http://192.0.2.1:1'}}]\nusers: [{name: u, user: {token: s3cret}}]")));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => api.GetVersionAsync());
        Assert.Equal(KubernetesErrorKind.Configuration, error.Kind);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----")]
    public async Task Authority_ThatIsNoCertificate_IsAConfigurationError(string text)
    {
        await using var server = await FakeKubernetes.StartAsync();
        var error = await Assert.ThrowsAsync<KubernetesException>(() => AskAsync(
            server, Without(server, "certificate-authority-data", $"certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}")));
        Assert.Equal(KubernetesErrorKind.Configuration, error.Kind);
    }

    private static string WithAuthority(FakeKubernetes server, FakeAuthority authority) =>
        Without(server, "certificate-authority-data", $"certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.Pem))}");

    private static string Without(FakeKubernetes server, string key, string instead = "") =>
        string.Join('\n', server.Kubeconfig().Split('\n').Select(line => line.TrimStart().StartsWith(key, StringComparison.Ordinal) ? $"    {instead}".TrimEnd() : line));

    private async Task AskAsync(FakeKubernetes server, string kubeconfig)
    {
        using var api = new KubernetesApi(ClusterAccess.Find(_folder.Write($"{Guid.NewGuid():N}", kubeconfig)), new KubernetesClientOptions { MaxAttemptsAfterFaults = 1 });
        Assert.Equal("1", (await api.GetVersionAsync()).Major);
        Assert.NotEmpty(server.Seen);
    }
}
