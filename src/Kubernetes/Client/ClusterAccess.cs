using Wolfictl.Kubernetes.Client.Config;
using Wolfictl.Kubernetes.Client.Credentials;

namespace Wolfictl.Kubernetes.Client;

/// <summary>
/// How one server is reached, and as whom: what a context of a kubeconfig, or the inside of a pod, comes to.
/// Files of credentials are read when they are needed, not before; plugins are run then.
/// </summary>
public sealed record ClusterAccess
{
    /// <summary>The server's address.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace to use where none is named.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where all this is from, for messages: "the context 'x' of FILE".</summary>
    public required string Origin { get; init; }

    /// <summary>The name in the server's certificate, where it isn't that of the address.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether anybody may answer.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>A proxy to go through; null: that of the environment, none to a loopback address.</summary>
    public Uri? Proxy { get; init; }

    internal PemSource? Authorities { get; init; }

    internal Func<TimeProvider, ICredentialSource> Credentials { get; init; } = _ => new FixedCredentials(Credential.None);

    internal string? ImpersonateUser { get; init; }

    internal string? ImpersonateUid { get; init; }

    internal IReadOnlyList<string> ImpersonateGroups { get; init; } = [];

    /// <summary>
    /// As kubectl finds it: a named kubeconfig; else the files of <c>KUBECONFIG</c>; else <c>~/.kube/config</c>; else, in a pod, its service account.
    /// </summary>
    /// <param name="kubeconfig">A kubeconfig's path; null: as above.</param>
    /// <param name="context">A context's name; null: the current one.</param>
    /// <exception cref="KubernetesException">Of kind Configuration: nothing was found, or it cannot be used.</exception>
    public static ClusterAccess Find(string? kubeconfig = null, string? context = null)
    {
        if (kubeconfig is not null)
        {
            return FromKubeconfig(Kubeconfig.Load(kubeconfig), context);
        }

        var config = Kubeconfig.LoadFromEnvironment();
        if (config is { CurrentContext: null, Contexts.Count: 0 } && context is null)
        {
            return InClusterAccess.IsInCluster
                ? InCluster()
                : throw new KubernetesException(
                    KubernetesErrorKind.Configuration,
                    "There is no Kubernetes cluster to use: no kubeconfig was found in ~/.kube/config nor by KUBECONFIG, and this is no pod. Name a kubeconfig, or set KUBECONFIG.");
        }

        return FromKubeconfig(config, context);
    }

    /// <summary>What a context comes to.</summary>
    /// <param name="config">The kubeconfig.</param>
    /// <param name="context">The context's name; null: the current one.</param>
    /// <exception cref="KubernetesException">Of kind Configuration: it is not there, or its cluster or user cannot be used.</exception>
    public static ClusterAccess FromKubeconfig(Kubeconfig config, string? context = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new KubeconfigResolver(config).Resolve(context);
    }

    /// <summary>The cluster that this pod runs in, as its service account. The token is read again as the kubelet replaces it.</summary>
    /// <exception cref="KubernetesException">Of kind Configuration: this is no pod, or it has no service account.</exception>
    public static ClusterAccess InCluster() => InClusterAccess.Read(Environment.GetEnvironmentVariable, InClusterAccess.Folder);

    /// <inheritdoc />
    public override string ToString() => $"{Shown.Of(Server)} ({Origin})";
}
