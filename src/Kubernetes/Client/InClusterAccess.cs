using System.Globalization;
using Wolfictl.Kubernetes.Client.Credentials;

namespace Wolfictl.Kubernetes.Client;

/// <summary>What the kubelet gives to a pod: the server's address in its environment, a service account's files in a folder.</summary>
internal static class InClusterAccess
{
    public const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string Host = "KUBERNETES_SERVICE_HOST";
    private const string Port = "KUBERNETES_SERVICE_PORT";

    public static bool IsInCluster => Environment.GetEnvironmentVariable(Host) is { Length: > 0 } && File.Exists(Path.Combine(Folder, "token"));

    public static ClusterAccess Read(Func<string, string?> environment, string folder)
    {
        const string Origin = "the pod's service account";
        if (environment(Host) is not { Length: > 0 } host || environment(Port) is not { Length: > 0 } port)
        {
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"This is no pod: {Host} and {Port} are not set.");
        }

        if (!Uri.TryCreate($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host.Trim('[', ']')}]" : host)}:{port}", UriKind.Absolute, out var server)
            || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new KubernetesException(KubernetesErrorKind.Configuration, $"{Host} and {Port} are no address: '{Shown.Of(host)}', '{Shown.Of(port)}'.");
        }

        var token = Path.Combine(folder, "token");
        _ = BoundedFile.ReadText(token, $"the token of {Origin}; does the pod set automountServiceAccountToken to false?");
        var files = new FileCredentials.Files(Origin, token, null, null, null);
        return new ClusterAccess
        {
            Server = server,
            Origin = Origin,
            Namespace = BoundedFile.TryReadText(Path.Combine(folder, "namespace"), $"the namespace of {Origin}")?.Trim() is { Length: > 0 } name ? name : "default",
            Authorities = new PemSource(null, Path.Combine(folder, "ca.crt"), $"the certificate authority of {Origin}"),
            Credentials = time => new FileCredentials(files, time),
        };
    }
}
