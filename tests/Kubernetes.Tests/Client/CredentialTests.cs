using Wolfictl.Kubernetes.Client;
using Wolfictl.TestKit;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class CredentialTests
{
    private const string Space = FakeCluster.Space;

    [Fact]
    public async Task TokenFile_Replaced_IsReadAgainAfterAMinute()
    {
        await using var cluster = await FakeCluster.StartAsync("first");
        cluster.Server.Tokens["second"] = true;
        var file = cluster.Write("token", "first\n");
        using var api = cluster.Connect(WithUser(cluster, $"tokenFile: {file}"));
        await api.GetVersionAsync();
        File.WriteAllText(file, "second");
        await api.GetVersionAsync();
        cluster.Clock.Advance(TimeSpan.FromSeconds(61));
        await api.GetVersionAsync();

        Assert.Equal(["Bearer first", "Bearer first", "Bearer second"], cluster.Server.Seen.Select(request => request.Authorization));
    }

    [Fact]
    public async Task TokenFile_ReplacedAndRefused_IsReadAgainAtOnce()
    {
        await using var cluster = await FakeCluster.StartAsync("first");
        var file = cluster.Write("token", "first");
        using var api = cluster.Connect(WithUser(cluster, $"tokenFile: {file}"));
        await api.GetVersionAsync();
        File.WriteAllText(file, "second");
        cluster.Server.Tokens.Clear();
        cluster.Server.Tokens["second"] = true;

        Assert.Equal("31+", (await api.GetVersionAsync()).Minor);
        Assert.Equal(3, cluster.Server.Seen.Count);
    }

    [Fact]
    public async Task Token_RefusedForGood_IsTriedTwiceAndNeverShown()
    {
        await using var cluster = await FakeCluster.StartAsync("known");
        using var api = cluster.Connect(cluster.Server.Kubeconfig("s3cret"));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => api.GetVersionAsync());

        Assert.Equal(KubernetesErrorKind.Unauthorized, error.Kind);
        Assert.Equal(2, cluster.Server.Seen.Count);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("log in again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenFile_GoneForAWhile_ServesOn()
    {
        await using var cluster = await FakeCluster.StartAsync("first");
        var file = cluster.Write("token", "first");
        using var api = cluster.Connect(WithUser(cluster, $"tokenFile: {file}"));
        await api.GetVersionAsync();
        File.Delete(file);
        cluster.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("1", (await api.GetVersionAsync()).Major);
    }

    [Fact]
    public async Task InCluster_UsesTheServiceAccountAndItsNextToken()
    {
        await using var cluster = await FakeCluster.StartAsync("first");
        using var folder = new ScratchDirectory();
        var token = folder.Write("token", "first");
        folder.Write("ca.crt", cluster.Server.Authority.Pem);
        folder.Write("namespace", "ours\n");
        var environment = new Dictionary<string, string?> { ["KUBERNETES_SERVICE_HOST"] = cluster.Server.Url.Host, ["KUBERNETES_SERVICE_PORT"] = $"{cluster.Server.Url.Port}" };
        using var api = new KubernetesApi(InClusterAccess.Read(environment.GetValueOrDefault, folder.FullPath), cluster.Options);
        await api.GetVersionAsync();
        File.WriteAllText(token, "second");
        cluster.Server.Tokens.Clear();
        cluster.Server.Tokens["second"] = true;
        await api.GetVersionAsync();

        Assert.Equal("ours", api.Namespace);
        Assert.Equal("Bearer second", cluster.Server.Seen.Last().Authorization);
    }

    [Theory]
    [InlineData("", "443", "is no pod")]
    [InlineData("fd00::1", "x", "are no address")]
    [InlineData("fd00::1", "443", "automountServiceAccountToken")]
    public void InCluster_SomethingMissing_SaysWhat(string host, string port, string problem)
    {
        using var folder = new ScratchDirectory();
        var environment = new Dictionary<string, string?> { ["KUBERNETES_SERVICE_HOST"] = host, ["KUBERNETES_SERVICE_PORT"] = port };
        var error = Assert.Throws<KubernetesException>(() => InClusterAccess.Read(environment.GetValueOrDefault, folder.FullPath));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BasicAuthentication_AndImpersonation_AreSent()
    {
        await using var cluster = await FakeCluster.StartAsync();
        using var api = cluster.Connect(WithUser(cluster, "{username: me, password: pw, as: other, as-groups: [g1], as-uid: '7'}"));
        await api.GetVersionAsync();
        var seen = Assert.Single(cluster.Server.Seen);

        Assert.Equal("Basic bWU6cHc=", seen.Authorization);
        Assert.Equal(("other", "g1", "7"), (seen.Headers["Impersonate-User"], seen.Headers["Impersonate-Group"], seen.Headers["Impersonate-Uid"]));
    }

    [Fact]
    public async Task ClientCertificate_InFilesThatAreReplaced_IsTheNewOneAfterAMinute()
    {
        await using var cluster = await FakeCluster.StartAsync("nobody");
        var (certificate, key) = cluster.Server.Authority.IssueClient("first");
        var (certificateFile, keyFile) = (cluster.Write("c.pem", certificate), cluster.Write("k.pem", key));
        using var api = cluster.Connect(WithUser(cluster, $"client-certificate: {certificateFile}\n    client-key: {keyFile}"));
        await api.GetVersionAsync();
        (certificate, key) = cluster.Server.Authority.IssueClient("second");
        File.WriteAllText(certificateFile, certificate);
        File.WriteAllText(keyFile, key);
        cluster.Clock.Advance(TimeSpan.FromSeconds(61));
        await api.GetVersionAsync();

        Assert.Equal(["CN=first", "CN=second"], cluster.Server.Seen.Select(request => request.Client));
        Assert.All(cluster.Server.Seen, request => Assert.Equal("HTTP/2", request.Protocol));
    }

    [Fact]
    public async Task ClientCertificate_ThatIsNoPem_IsAConfigurationError()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var (certificate, _) = cluster.Server.Authority.IssueClient("first");
        var (_, otherKey) = cluster.Server.Authority.IssueClient("second");
        using var api = cluster.Connect(WithUser(cluster, $"client-certificate: {cluster.Write("c.pem", certificate)}\n    client-key: {cluster.Write("k.pem", otherKey)}"));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => api.Pods.ListAsync(Space));

        Assert.Equal(KubernetesErrorKind.Configuration, error.Kind);
        Assert.DoesNotContain(otherKey.Split('\n')[1], error.ToString(), StringComparison.Ordinal);
    }

    internal static string WithUser(FakeCluster cluster, string user) =>
        cluster.Server.Kubeconfig().Replace("user: {}", user.StartsWith('{') ? $"user: {user}" : $"user:\n    {user}", StringComparison.Ordinal);
}
