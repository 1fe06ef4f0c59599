using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>scripts/setup-cluster.sh, as a user starts it.</summary>
internal static class SetupScript
{
    public const string Address = "build-cluster@demo-project.iam.gserviceaccount.com";

    /// <summary>Stand-ins of ours for the driver's manifests: the same names and kinds, and no pod.</summary>
    public static string DriverManifests => Path.Combine(Checkout.Root, "tests", "fixtures", "csi-driver");

    /// <summary>The same for its GCP provider.</summary>
    public static string ProviderManifests => Path.Combine(Checkout.Root, "tests", "fixtures", "csi-gcp-provider");

    /// <summary>Runs it for the project demo-project, with nothing else in its environment that it reads but what is given; null removes a variable.</summary>
    public static Task<FinishedProcess> RunAsync(IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        var variables = new Dictionary<string, string?>
        {
            ["PROJECT"] = "demo-project",
            ["NAMESPACE"] = null,
            ["KSA"] = null,
            ["SIGNING_SECRET_NAME"] = null,
            ["CSI_MANIFESTS"] = null,
            ["GCP_PROVIDER_MANIFESTS"] = null,
        };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return ChildProcess.RunAsync("/bin/bash", [Path.Combine(Checkout.Root, "scripts", "setup-cluster.sh"), .. arguments], environment: variables);
    }
}
