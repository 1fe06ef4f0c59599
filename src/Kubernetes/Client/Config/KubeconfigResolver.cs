using System.Net.Http.Headers;
using System.Text;
using Wolfictl.Kubernetes.Client.Credentials;

namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>Makes of a context all that a connection needs, and says what is wrong with it.</summary>
internal sealed class KubeconfigResolver(Kubeconfig config)
{
    public ClusterAccess Resolve(string? contextName)
    {
        var files = config.Files.Count == 0 ? "no kubeconfig" : string.Join(", ", config.Files);
        if ((contextName ?? config.CurrentContext) is not { } name)
        {
            throw Error($"{files} has no current context. Name one of: {Names(config.Contexts.Keys)}.");
        }

        if (!config.Contexts.TryGetValue(name, out var context))
        {
            throw Error($"There is no context '{Shown.Of(name)}' in {files}; there are: {Names(config.Contexts.Keys)}.");
        }

        var origin = $"the context '{Shown.Of(name)}' of {context.File}";
        if (context.Cluster is null || !config.Clusters.TryGetValue(context.Cluster, out var cluster))
        {
            throw Error($"The cluster '{Shown.Of(context.Cluster)}' of {origin} is in no kubeconfig that was read.");
        }

        KubeconfigUser? user = null;
        if (context.User is not null && !config.Users.TryGetValue(context.User, out user))
        {
            throw Error($"The user '{Shown.Of(context.User)}' of {origin} is in no kubeconfig that was read.");
        }

        return Resolve(origin, context, cluster, user);
    }

    private static ClusterAccess Resolve(string origin, KubeconfigContext context, KubeconfigCluster cluster, KubeconfigUser? user)
    {
        var authorities = Pem(cluster.CertificateAuthorityData, cluster.CertificateAuthority, $"the certificate authority of the cluster '{Shown.Of(context.Cluster)}'");
        if (authorities is not null && cluster.InsecureSkipTlsVerify)
        {
            throw Error($"The cluster '{Shown.Of(context.Cluster)}' of {cluster.File} has a certificate authority and insecure-skip-tls-verify. Remove one.");
        }

        var server = Address(cluster.Server, "server", ["https", "http"], context, cluster);
        var proxy = cluster.ProxyUrl is null ? null : Address(cluster.ProxyUrl, "proxy-url", ["http", "https", "socks5"], context, cluster);
        if (user is not null && user is { ImpersonateUser: null } and ({ ImpersonateUid: not null } or { ImpersonateGroups.Count: > 0 }))
        {
            throw Error($"The user '{Shown.Of(context.User)}' of {user.File} has 'as-groups' or 'as-uid' without 'as'.");
        }

        if (user is { ImpersonateGroups.Count: > 1 })
        {
            // The runtime would send them as one header, which servers read as one group with commas in its name.
            throw Error($"The user '{Shown.Of(context.User)}' of {user.File} has more than one group in 'as-groups', which is not supported.");
        }

        return new ClusterAccess
        {
            Server = server,
            Namespace = context.Namespace ?? "default",
            Origin = origin,
            TlsServerName = cluster.TlsServerName,
            SkipTlsVerify = cluster.InsecureSkipTlsVerify,
            Proxy = proxy,
            Authorities = authorities,
            Credentials = user is null ? _ => new FixedCredentials(Credential.None) : Credentials(context, cluster, authorities, user),
            ImpersonateUser = user?.ImpersonateUser,
            ImpersonateUid = user?.ImpersonateUid,
            ImpersonateGroups = user?.ImpersonateGroups ?? [],
        };
    }

    private static Func<TimeProvider, ICredentialSource> Credentials(KubeconfigContext context, KubeconfigCluster cluster, PemSource? authorities, KubeconfigUser user)
    {
        var origin = $"the user '{Shown.Of(context.User)}' of {user.File}";
        if (user.AuthProvider is { } provider)
        {
            throw Error($"The auth-provider '{Shown.Of(provider)}' of {origin} is not supported, nor by today's kubectl: use an exec plugin, such as gke-gcloud-auth-plugin.");
        }

        var certificate = Pem(user.ClientCertificateData, user.ClientCertificate, $"the client certificate of {origin}");
        var key = Pem(user.ClientKeyData, user.ClientKey, $"the client key of {origin}");
        if (certificate is null != key is null)
        {
            throw Error($"There is {(key is null ? "a client certificate without a key" : "a client key without a certificate")} in {origin}.");
        }

        if (user.Exec is { } plugin)
        {
            if (certificate is not null || user.Token is not null || user.TokenFile is not null || user.UserName is not null)
            {
                throw Error($"There are an exec plugin and other credentials in {origin}. Remove one.");
            }

            return time => new ExecCredentials(plugin, Tell(cluster, authorities), origin, time);
        }

        var header = user.Token is { } token ? BearerToken.Header(token, origin)
            : user.UserName is { } name ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{user.Password}")))
            : null;
        var files = new FileCredentials.Files(origin, user.TokenFile, header, certificate, key);
        return time => new FileCredentials(files, time);
    }

    private static ExecCluster Tell(KubeconfigCluster cluster, PemSource? authorities) => new()
    {
        Server = cluster.Server,
        TlsServerName = cluster.TlsServerName,
        InsecureSkipTlsVerify = cluster.InsecureSkipTlsVerify ? true : null,
        CertificateAuthorityData = authorities is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(authorities.Read())),
        ProxyUrl = cluster.ProxyUrl,
    };

    private static PemSource? Pem(string? data, string? path, string what)
    {
        if (data is null)
        {
            return path is null ? null : new PemSource(null, path, what);
        }

        try
        {
            return new PemSource(Encoding.UTF8.GetString(Convert.FromBase64String(data)), null, what);
        }
        catch (FormatException)
        {
            throw Error($"The data of {what} is not in base64.");
        }
    }

    private static Uri Address(string? text, string field, string[] schemes, KubeconfigContext context, KubeconfigCluster cluster) =>
        text is null ? throw Error($"The cluster '{Shown.Of(context.Cluster)}' of {cluster.File} has no '{field}'.")
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0 ? uri
        // The text itself may hold a password.
        : throw Error($"The '{field}' of the cluster '{Shown.Of(context.Cluster)}' of {cluster.File} is no address that begins with {string.Join(" or ", schemes.Select(scheme => $"{scheme}://"))}.");

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Take(20).Select(name => Shown.Of(name, 100))) is { Length: > 0 } list ? list : "none";

    private static KubernetesException Error(string message) => new(KubernetesErrorKind.Configuration, message);
}
