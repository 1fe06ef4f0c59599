using System.Text.Json.Nodes;
using Wolfictl.Kubernetes.Client.Config;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.Client;

/// <summary>What several files come to is what <c>kubectl config view</c> says.</summary>
public sealed class KubeconfigAgainstKubectlTests : IDisposable
{
    private const string One = "{name: one, cluster: {server: 'https://one', tls-server-name: t1}}";
    private readonly ScratchDirectory _folder = new();

    public static TheoryData<string[]> Cases => new(
        ["clusters: [" + One + "]"],
        ["", "clusters: [" + One + "]"],
        ["current-context: a", "current-context: b"],
        ["current-context: ''", "current-context: b"],
        ["clusters: [" + One + "]", "clusters: [{name: two, cluster: {server: 'https://two'}}]"],
        ["clusters: [" + One + "]", "clusters: [{name: one, cluster: {server: 'https://other'}}]"],
        ["contexts: [{name: x, context: {cluster: a, user: b}}]", "contexts: [{name: x, context: {cluster: c, user: d}}]\ncurrent-context: x"],
        ["contexts: [{name: x, context: {cluster: a, namespace: builds}}]", "contexts: [{name: second, context: {cluster: a}}]", "contexts: [{name: z, context: {user: q}}]"],
        ["users: [{name: u, user: {token: t}}]", "users: [{name: u, user: {token: other}}]"],
        ["users: [{name: u, user: {tokenFile: tok, client-certificate: sub/c.pem, client-key: /abs/k.pem}}]"],
        ["clusters: [{name: c, cluster: {server: 'https://c', certificate-authority: ca.pem, proxy-url: 'http://p:1'}}]"],
        ["clusters: [{name: c, cluster: {server: 'https://c', insecure-skip-tls-verify: true}}]"],
        ["users: [{name: u, user: {as: me, as-groups: [g, h]}}]"],
        ["users: [{name: u, user: {username: me, password: pw}}]"],
        ["users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plug, args: [a, 'b c'], env: [{name: NAME, value: v}], interactiveMode: Never, provideClusterInfo: true}}}]"],
        ["users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: plug, interactiveMode: IfAvailable}}}]"],
        ["apiVersion: v1\nkind: Config\npreferences: {}\nextensions: []\nclusters: null\nusers: []\n"],
        ["{\"apiVersion\": \"v1\", \"kind\": \"Config\", \"clusters\": [{\"name\": \"json\", \"cluster\": {\"server\": \"https://j\"}}]}"],
        ["# only a comment\n", "current-context: b"]);

    public void Dispose() => _folder.Dispose();

    [RequiresProgramTheory("kubectl")]
    [MemberData(nameof(Cases))]
    public async Task Load_AsKubectlSeesIt(string[] files)
    {
        var paths = files.Select((text, i) => _folder.Write($"dir{i}/config", text)).ToList();
        paths.Insert(1, _folder.At("missing"));
        var kubectl = await ChildProcess.RunAsync(
            "kubectl", ["config", "view", "--raw", "-o", "json"], environment: new Dictionary<string, string?> { ["KUBECONFIG"] = string.Join(':', paths), ["HOME"] = _folder.FullPath });
        Assert.True(kubectl.ExitCode == 0, kubectl.ErrorText);
        var theirs = JsonNode.Parse(kubectl.OutputText)!;
        Resolve(theirs, "clusters", "cluster", "certificate-authority");
        Resolve(theirs, "users", "user", "tokenFile", "client-certificate", "client-key");
        var ours = Kubeconfig.Load(paths);

        Assert.Equal((string?)theirs["current-context"] ?? "", ours.CurrentContext ?? "");
        Assert.Equal(Entries(theirs, "contexts", "context", ["cluster", "user", "namespace"]), Lines(ours.Contexts, c => [c.Cluster, c.User, c.Namespace]));
        Assert.Equal(
            Entries(theirs, "clusters", "cluster", ["server", "tls-server-name", "certificate-authority", "insecure-skip-tls-verify", "proxy-url"]),
            Lines(ours.Clusters, c => [c.Server, c.TlsServerName, c.CertificateAuthority, c.InsecureSkipTlsVerify ? "true" : null, c.ProxyUrl]));
        Assert.Equal(
            Entries(theirs, "users", "user", ["token", "tokenFile", "client-certificate", "client-key", "as", "username", "password"]),
            Lines(ours.Users, u => [u.Token, u.TokenFile, u.ClientCertificate, u.ClientKey, u.ImpersonateUser, u.UserName, u.Password]));
        foreach (var user in theirs["users"] as JsonArray ?? [])
        {
            AssertExec(user!["user"]!["exec"], ours.Users[(string)user["name"]!].Exec);
        }
    }

    // What it prints is as it was written; what it uses is relative to the file, as the documentation has it. All cases with paths are in the first file.
    private void Resolve(JsonNode config, string list, string key, params string[] fields)
    {
        foreach (var entry in config[list] as JsonArray ?? [])
        {
            foreach (var field in fields.Where(field => entry![key]?[field] is not null))
            {
                entry![key]![field] = Path.GetFullPath((string)entry[key]![field]!, _folder.At("dir0"));
            }
        }
    }

    private void AssertExec(JsonNode? theirs, ExecPlugin? ours)
    {
        Assert.Equal(theirs is null, ours is null);
        if (theirs is not null)
        {
            var command = (string)theirs["command"]!;
            Assert.Equal(command.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(command, _folder.At("dir0")) : command, ours!.Command);
            Assert.Equal((theirs["args"] as JsonArray ?? []).Select(arg => (string)arg!), ours.Args);
            Assert.Equal((theirs["env"] as JsonArray ?? []).Select(env => $"{env!["name"]}={env["value"]}"), ours.Env.Select(env => $"{env.Key}={env.Value}"));
            Assert.Equal((bool?)theirs["provideClusterInfo"] ?? false, ours.ProvideClusterInfo);
        }
    }

    private static IEnumerable<string> Entries(JsonNode config, string list, string key, string[] fields) =>
        (config[list] as JsonArray ?? []).Select(entry => $"{entry!["name"]}: {string.Join('|', fields.Select(field => entry[key]?[field]?.ToString()))}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines<T>(IReadOnlyDictionary<string, T> entries, Func<T, string?[]> fields) =>
        entries.Select(entry => $"{entry.Key}: {string.Join('|', fields(entry.Value))}").Order(StringComparer.Ordinal);
}
