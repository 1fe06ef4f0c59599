using System.Text.Json.Nodes;
using Wolfictl.TestKit;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class ExecPluginTests : IDisposable
{
    private readonly ScratchDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plugin_IsToldByArgumentsAndEnvironment_AndAskedOnce()
    {
        await using var cluster = await FakeCluster.StartAsync("tok");
        Script("""
            printf '%s\n' "$@" "$EXTRA" >> "$0.args"; printf '%s' "$KUBERNETES_EXEC_INFO" > "$0.info"
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"tok"}}'
            """);
        using var api = Connect(cluster, "args: [get, '$(touch pwned) b'], env: [{name: EXTRA, value: more}], provideClusterInfo: true");
        await api.GetVersionAsync();
        await api.GetVersionAsync();

        Assert.Equal("get\n$(touch pwned) b\nmore\n", File.ReadAllText(_folder.At("plugin.args")));
        var info = JsonNode.Parse(File.ReadAllText(_folder.At("plugin.info")))!;
        Assert.Equal("client.authentication.k8s.io/v1", (string?)info["apiVersion"]);
        Assert.False((bool)info["spec"]!["interactive"]!);
        Assert.Equal(cluster.Server.Url, new Uri((string)info["spec"]!["cluster"]!["server"]!));
        Assert.NotNull(info["spec"]!["cluster"]!["certificate-authority-data"]);
    }

    [Fact]
    public async Task Plugin_TokenExpires_IsAskedAgain()
    {
        await using var cluster = await FakeCluster.StartAsync("tok1");
        cluster.Server.Tokens["tok2"] = true;
        var expires = cluster.Clock.GetUtcNow().AddMinutes(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Script($$$"""
            echo x >> "$0.n"; n=$(grep -c x "$0.n")
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"tok'$n'","expirationTimestamp":"{{{expires}}}"}}'
            """);
        using var api = Connect(cluster);
        await api.GetVersionAsync();
        cluster.Clock.Advance(TimeSpan.FromMinutes(4));
        await api.GetVersionAsync();
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await api.GetVersionAsync();

        Assert.Equal(["Bearer tok1", "Bearer tok1", "Bearer tok2"], cluster.Server.Seen.Select(request => request.Authorization));
    }

    [Fact]
    public async Task Plugin_TokenRefused_IsAskedAgain()
    {
        await using var cluster = await FakeCluster.StartAsync("tok2");
        Script("""
            echo x >> "$0.n"; n=$(grep -c x "$0.n")
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"tok'$n'"}}'
            """);
        using var api = Connect(cluster);
        Assert.Equal("1", (await api.GetVersionAsync()).Major);
    }

    [Fact]
    public async Task Plugin_GivesACertificate_ItIsUsed()
    {
        await using var cluster = await FakeCluster.StartAsync("nobody");
        var (certificate, key) = cluster.Server.Authority.IssueClient("plugged");
        _folder.Write("answer", new JsonObject
        {
            ["apiVersion"] = "client.authentication.k8s.io/v1",
            ["kind"] = "ExecCredential",
            ["status"] = new JsonObject { ["clientCertificateData"] = certificate, ["clientKeyData"] = key },
        }.ToJsonString());
        Script("cat \"${0%plugin}answer\"");
        using var api = Connect(cluster);
        await api.GetVersionAsync();
        Assert.Equal("CN=plugged", Assert.Single(cluster.Server.Seen).Client);
    }

    [Theory]
    [InlineData("echo s3cret; echo s3cret >&2; exit 7", "status 7")]
    [InlineData("echo s3cret", "no JSON object")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"s3cret"}}'""", "no ExecCredential")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{}}'""", "neither a token nor a certificate")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"clientKeyData":"s3cret"}}'""", "without a certificate")]
    [InlineData("""printf '%s' '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"s3cret\nX: y"}}'""", "no token")]
    [InlineData("head -c 2000000 /dev/zero", "more than 1048576 bytes")]
    public async Task Plugin_AnswersWrongly_SaysHowWithoutWhatItPrinted(string script, string problem)
    {
        await using var cluster = await FakeCluster.StartAsync();
        Script(script);
        using var api = Connect(cluster);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => api.GetVersionAsync());

        Assert.Equal(KubernetesErrorKind.Configuration, error.Kind);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_IsMissing_TellsTheHint()
    {
        await using var cluster = await FakeCluster.StartAsync();
        using var api = Connect(cluster, "installHint: 'Get it from the shop.'");
        Assert.Contains("Get it from the shop.", (await Assert.ThrowsAsync<KubernetesException>(() => api.GetVersionAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_WantsATerminal_IsRefused()
    {
        await using var cluster = await FakeCluster.StartAsync();
        Script("exit 0");
        using var api = Connect(cluster, "interactiveMode: Always");
        Assert.Contains("terminal", (await Assert.ThrowsAsync<KubernetesException>(() => api.GetVersionAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_NeverAnswers_IsEndedAfterAMinute()
    {
        await using var cluster = await FakeCluster.StartAsync();
        Script("echo $$ > \"$0.pid\"; exec sleep 1000");
        using var api = Connect(cluster);
        var asking = api.GetVersionAsync();
        await cluster.PassAsync(FakeCluster.UntilAsync(() => File.Exists(_folder.At("plugin.pid"))), TimeSpan.Zero);
        cluster.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Contains("within 60 s", (await Assert.ThrowsAsync<KubernetesException>(() => asking)).Message, StringComparison.Ordinal);
        var pid = File.ReadAllText(_folder.At("plugin.pid")).Trim();
        await cluster.PassAsync(FakeCluster.UntilAsync(() => !Directory.Exists($"/proc/{pid}")), TimeSpan.Zero);
    }

    private void Script(string text)
    {
        var path = _folder.Write("plugin", $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private KubernetesApi Connect(FakeCluster cluster, string more = "interactiveMode: Never") => cluster.Connect(
        CredentialTests.WithUser(cluster, $"{"{"}exec: {"{"}apiVersion: client.authentication.k8s.io/v1, command: {_folder.At("plugin")}, {more}{"}"}{"}"}"));
}
