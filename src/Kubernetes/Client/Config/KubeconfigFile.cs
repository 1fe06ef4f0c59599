using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>Reads one kubeconfig file. Fields that nobody needs here are passed over; wrong ones are told with file and line.</summary>
internal static class KubeconfigFile
{
    public static Kubeconfig Parse(string text, string path)
    {
        var root = new YamlFields(Root(text, path), path);
        if (root.Text("kind") is { } kind and not "Config")
        {
            throw root.Error($"its kind is '{Shown.Of(kind)}', not 'Config'");
        }

        return new Kubeconfig(
            [path],
            root.Text("current-context"),
            Named(root, "contexts", "context", fields => new KubeconfigContext(path, fields.Text("cluster"), fields.Text("user"), fields.Text("namespace"))),
            Named(root, "clusters", "cluster", Cluster),
            Named(root, "users", "user", User));
    }

    private static YamlMappingNode Root(string text, string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents switch
            {
                [] => [],
                [{ RootNode: YamlMappingNode mapping }] => mapping,
                [{ RootNode: YamlScalarNode { Value: null or "" } }] => [],
                _ => throw new KubernetesException(KubernetesErrorKind.Configuration, $"{path} is no kubeconfig: it is not one YAML mapping."),
            };
        }
        catch (YamlException exception)
        {
            // The parser's own words may repeat the text, and with it a secret.
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"{path}:{exception.Start.Line}: the kubeconfig is not in YAML's form (column {exception.Start.Column}).");
        }
    }

    private static Dictionary<string, T> Named<T>(YamlFields root, string list, string key, Func<YamlFields, T> read)
    {
        var all = new Dictionary<string, T>();
        foreach (var item in root.Items(list))
        {
            var name = item.Text("name") ?? throw item.Error($"an entry of '{list}' has no name");
            if (!all.TryAdd(name, read(item.Mapping(key))))
            {
                throw item.Error($"'{list}' has two entries of the name '{Shown.Of(name)}'");
            }
        }

        return all;
    }

    private static KubeconfigCluster Cluster(YamlFields fields) => new()
    {
        File = fields.File,
        Server = fields.Text("server"),
        CertificateAuthority = fields.Path("certificate-authority"),
        CertificateAuthorityData = fields.Text("certificate-authority-data"),
        InsecureSkipTlsVerify = fields.Flag("insecure-skip-tls-verify"),
        TlsServerName = fields.Text("tls-server-name"),
        ProxyUrl = fields.Text("proxy-url"),
    };

    private static KubeconfigUser User(YamlFields fields)
    {
        if (fields.Has("as-user-extra"))
        {
            throw fields.Error("'as-user-extra' is not supported");
        }

        return new KubeconfigUser
        {
            File = fields.File,
            ClientCertificate = fields.Path("client-certificate"),
            ClientCertificateData = fields.Text("client-certificate-data"),
            ClientKey = fields.Path("client-key"),
            ClientKeyData = fields.Text("client-key-data"),
            Token = fields.Text("token"),
            TokenFile = fields.Path("tokenFile"),
            UserName = fields.Text("username"),
            Password = fields.Text("password"),
            Exec = fields.Has("exec") ? Exec(fields.Mapping("exec")) : null,
            AuthProvider = fields.Has("auth-provider") ? fields.Mapping("auth-provider").Text("name") ?? "" : null,
            ImpersonateUser = fields.Text("as"),
            ImpersonateUid = fields.Text("as-uid"),
            ImpersonateGroups = fields.Texts("as-groups"),
        };
    }

    private static ExecPlugin Exec(YamlFields fields) => new()
    {
        ApiVersion = fields.Text("apiVersion") is "client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"
            ? fields.Text("apiVersion")!
            : throw fields.Error("'exec.apiVersion' must be client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1"),
        Command = fields.Command("command") ?? throw fields.Error("'exec.command' is missing"),
        Args = fields.Texts("args"),
        Env = [.. fields.Items("env").Select(item => KeyValuePair.Create(item.Text("name") ?? throw item.Error("an entry of 'exec.env' has no name"), item.Text("value") ?? ""))],
        InstallHint = fields.Text("installHint"),
        ProvideClusterInfo = fields.Flag("provideClusterInfo"),
        InteractiveMode = fields.Text("interactiveMode"),
    };
}
