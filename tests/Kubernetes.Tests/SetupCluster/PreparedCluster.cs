using System.Text.Json;
using Wolfictl.Kubernetes.Tests.Cluster;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>The real cluster with a namespace of the test's own, to set up; disposing takes away all that our manifests made.</summary>
internal sealed class PreparedCluster : IAsyncDisposable
{
    private readonly StandInPrograms _programs = new();
    private readonly OwnedNamespace _space;

    private PreparedCluster(OwnedNamespace space) => _space = space;

    public string Namespace => _space.Name;

    public static async Task<PreparedCluster> CreateAsync()
    {
        var cluster = new PreparedCluster(await OwnedNamespace.CreateAsync());
        var foreign = await KubectlAsync("get", "daemonset", "--namespace", "kube-system", "-l", "wolfictl.test!=fixture", "-o", "name");
        if (foreign.Contains("csi-secrets-store", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"This cluster has the Secrets Store CSI driver: name one without in {KubernetesCluster.KubeconfigVariable}.");
        }

        if (ServerVersion.WithoutCustomResources is not null)
        {
            cluster._programs.KubectlWithoutCustomResources(Executables.Find("kubectl")!);
        }

        return cluster;
    }

    /// <summary>Runs the script on it, with our manifests.</summary>
    public Task<FinishedProcess> SetUpAsync(params (string Name, string? Value)[] environment) => SetupScript.RunAsync(["build-cluster"], [
        ("KUBECONFIG", KubernetesCluster.Kubeconfig),
        ("PATH", _programs.First),
        ("NAMESPACE", Namespace),
        ("CSI_MANIFESTS", SetupScript.DriverManifests),
        ("GCP_PROVIDER_MANIFESTS", SetupScript.ProviderManifests),
        .. environment,
    ]);

    /// <summary>What kubectl prints; it must succeed.</summary>
    public static Task<string> KubectlAsync(params string[] arguments) =>
        Command.OutputAsync(null, "kubectl", ["--kubeconfig", KubernetesCluster.Kubeconfig, "--request-timeout", "30s", .. arguments]);

    /// <summary>An object as the server has it.</summary>
    public static async Task<JsonElement> GetAsync(string space, string what) =>
        JsonDocument.Parse(await KubectlAsync("get", what, "--namespace", space, "-o", "json")).RootElement;

    public async ValueTask DisposeAsync()
    {
        _programs.Dispose();
        await _space.DisposeAsync();
        await KubectlAsync("delete", "--ignore-not-found", "-f", SetupScript.DriverManifests, "-f", SetupScript.ProviderManifests);
    }
}
