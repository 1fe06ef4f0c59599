using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Client.Config;
using Wolfictl.TestKit;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class KubeconfigTests : IDisposable
{
    private readonly ScratchDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_SeveralFiles_FirstOfEachNameCounts()
    {
        var first = _folder.Write("a", "contexts: [{name: x, context: {cluster: one, user: u}}]\nclusters: [{name: one, cluster: {server: 'https://a'}}]");
        var second = _folder.Write("b", "current-context: y\ncontexts: [{name: x, context: {cluster: two}}, {name: y, context: {cluster: two, namespace: n}}]\nclusters: [{name: two, cluster: {server: 'https://b'}}]");
        var config = Kubeconfig.Load([first, _folder.At("missing"), "", second]);

        Assert.Equal([first, second], config.Files);
        Assert.Equal("y", config.CurrentContext);
        Assert.Equal("one", config.Contexts["x"].Cluster);
        Assert.Equal("https://b/", ClusterAccess.FromKubeconfig(config).Server.AbsoluteUri);
        Assert.Equal("n", ClusterAccess.FromKubeconfig(config).Namespace);
    }

    [Fact]
    public void Load_RelativePaths_AreThoseOfTheFilesFolder()
    {
        var file = _folder.Write("sub/config", "clusters: [{name: c, cluster: {server: 'https://a', certificate-authority: ../ca.pem}}]\nusers: [{name: u, user: {tokenFile: t, exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}}}, {name: v, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin}}}]");
        var config = Kubeconfig.Load(file);

        Assert.Equal(_folder.At("ca.pem"), config.Clusters["c"].CertificateAuthority);
        Assert.Equal(_folder.At("sub", "t"), config.Users["u"].TokenFile);
        Assert.Equal(_folder.At("sub", "plugin"), config.Users["u"].Exec!.Command);
        Assert.Equal("plugin", config.Users["v"].Exec!.Command);
    }

    [Theory]
    [InlineData("users:\n- name: u\n  user: {token: s3cret, exec: nonsense}\n", ":3:", "'exec' must be a mapping")]
    [InlineData("users:\n- user: {token: s3cret}\n", ":2:", "has no name")]
    [InlineData("users: [{name: u, user: {token: s3cret}}, {name: u, user: {}}]", ":1:", "two entries of the name 'u'")]
    [InlineData("users: s3cret", ":1:", "'users' must be a list")]
    [InlineData("kind: Pod\ntoken: s3cret", ":1:", "its kind is 'Pod'")]
    [InlineData("a: [s3cret", ":2:", "not in YAML's form")]
    [InlineData("- s3cret", "", "is no kubeconfig")]
    [InlineData("clusters: [{name: c, cluster: {insecure-skip-tls-verify: s3cret}}]", ":1:", "must be true or false")]
    [InlineData("users: [{name: u, user: {exec: {apiVersion: s3cret, command: x}}}]", ":1:", "exec.apiVersion")]
    public void Load_WrongText_NamesFileAndLineNotTheSecret(string text, string line, string problem)
    {
        var file = _folder.Write("config", text);
        var error = Assert.Throws<KubernetesException>(() => Kubeconfig.Load(file));

        Assert.Equal(KubernetesErrorKind.Configuration, error.Kind);
        Assert.Contains(file + line, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MoreThanAMebibyte_IsRefused()
    {
        var file = _folder.Write("config", new string('#', 1024 * 1024 + 1));
        Assert.Contains("longer than 1048576 bytes", Assert.Throws<KubernetesException>(() => Kubeconfig.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NamedFileThatIsMissing_SaysSo() =>
        Assert.Contains("does not exist", Assert.Throws<KubernetesException>(() => Kubeconfig.Load(_folder.At("none"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{name: x, context: {cluster: none}}", null, "The cluster 'none'")]
    [InlineData("{name: x, context: {cluster: c, user: none}}", null, "The user 'none'")]
    [InlineData("{name: x, context: {cluster: c}}", "y", "no context 'y'")]
    [InlineData("{name: x, context: {cluster: both}}", null, "insecure-skip-tls-verify")]
    [InlineData("{name: x, context: {cluster: odd}}", null, "'server'")]
    [InlineData("{name: x, context: {cluster: proxy}}", null, "'proxy-url'")]
    [InlineData("{name: x, context: {cluster: c, user: gcp}}", null, "exec plugin")]
    [InlineData("{name: x, context: {cluster: c, user: half}}", null, "without a key")]
    [InlineData("{name: x, context: {cluster: c, user: groups}}", null, "without 'as'")]
    [InlineData("{name: x, context: {cluster: c, user: two}}", null, "more than one group")]
    [InlineData("{name: x, context: {cluster: c, user: token}}", null, "no token")]
    [InlineData("{name: x, context: {cluster: c, user: base}}", null, "base64")]
    public void FromKubeconfig_WrongContext_SaysWhatIsWrong(string context, string? name, string problem)
    {
        var file = _folder.Write("config", $$$"""
            current-context: x
            contexts: [{{{context}}}]
            clusters:
            - {name: c, cluster: {server: "https://a"}}
            - {name: both, cluster: {server: "https://a", insecure-skip-tls-verify: true, certificate-authority-data: QQ==}}
            - {name: odd, cluster: {server: "ftp://me:s3cret@a"}}
            - {name: proxy, cluster: {server: "https://a", proxy-url: "ftp://me:s3cret@a"}}
            users:
            - {name: gcp, user: {auth-provider: {name: gcp} } }
            - {name: half, user: {client-certificate-data: QQ==}}
            - {name: groups, user: {as-groups: [g]}}
            - {name: two, user: {as: me, as-groups: [g, h]}}
            - {name: token, user: {token: "s3cret with space"}}
            - {name: base, user: {client-certificate-data: "s3cret!", client-key-data: QQ==}}
            """);
        var error = Assert.Throws<KubernetesException>(() => ClusterAccess.Find(file, name));

        Assert.Equal(KubernetesErrorKind.Configuration, error.Kind);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FromKubeconfig_NoCurrentContext_ListsTheContexts()
    {
        var file = _folder.Write("config", "contexts: [{name: b, context: {}}, {name: a, context: {}}]");
        Assert.Contains("Name one of: a, b.", Assert.Throws<KubernetesException>(() => ClusterAccess.Find(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfUser_TellsNothing() => Assert.Equal("(secret)", new KubeconfigUser { File = "f", Token = "s3cret" }.ToString());
}
