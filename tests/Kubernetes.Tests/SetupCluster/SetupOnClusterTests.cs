using System.Text.Json;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>scripts/setup-cluster.sh against a real API server, with manifests of ours in place of the downloads.</summary>
public sealed class SetupOnClusterTests
{
    private const string System = "kube-system";
    private const string Driver = "daemonset/csi-secrets-store";
    private const string Provider = "daemonset/csi-secrets-store-provider-gcp";

    [RequiresClusterFact(false, "kubectl")]
    public async Task SetUp_Twice_ComesToTheSame()
    {
        await using var cluster = await PreparedCluster.CreateAsync();
        var seen = new List<string[]>();
        var generations = new List<int>();
        foreach (var turn in new[] { "first", "second" })
        {
            var run = await cluster.SetUpAsync();
            Assert.True(run.ExitCode == 0, $"{turn}: {run.ErrorText}\n{run.OutputText}");
            var driver = await PreparedCluster.GetAsync(System, Driver);
            generations.Add(driver.GetProperty("metadata").GetProperty("generation").GetInt32());
            seen.Add([await AccountAsync(cluster), Tolerations(driver), Tolerations(await PreparedCluster.GetAsync(System, Provider))]);
        }

        Assert.Equal(SetupScript.Address, seen[0][0]);
        Assert.Equal("kubernetes.io/arch Equal arm64 NoSchedule", seen[0][1]);
        Assert.Equal("example.org/dedicated Equal builds NoSchedule, kubernetes.io/arch Equal arm64 NoExecute, kubernetes.io/arch Equal arm64 NoSchedule", seen[0][2]);
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(generations[0], generations[1]);
    }

    [RequiresClusterFact(false, "kubectl")]
    public async Task SetUp_AgainAfterAPersonAddedAToleration_KeepsIt()
    {
        await using var cluster = await PreparedCluster.CreateAsync();
        Assert.Equal(0, (await cluster.SetUpAsync()).ExitCode);
        await PreparedCluster.KubectlAsync(
            "patch", Driver, "--namespace", System, "--type", "json", "-p", """[{"op":"replace","path":"/spec/template/spec/tolerations","value":[{"key":"example.org/gpu","operator":"Exists"}]}]""");
        Assert.Equal(0, (await cluster.SetUpAsync()).ExitCode);
        Assert.Equal("example.org/gpu Exists, kubernetes.io/arch Equal arm64 NoSchedule", Tolerations(await PreparedCluster.GetAsync(System, Driver)));
    }

    [RequiresClusterFact(false, "kubectl")]
    public async Task ServiceAccount_ThatIsNotThere_StopsItBeforeAnythingIsInstalled()
    {
        await using var cluster = await PreparedCluster.CreateAsync();
        var run = await cluster.SetUpAsync(("KSA", "nobody"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nobody", run.ErrorText, StringComparison.Ordinal);
        Assert.Contains("stopped (exit status 1) at: let", run.ErrorText, StringComparison.Ordinal);
        Assert.Empty(await PreparedCluster.KubectlAsync("get", Driver, "--namespace", System, "--ignore-not-found", "-o", "name"));
    }

    [RequiresCustomResourcesFact]
    public async Task SecretProviderClass_IsReadBackTheSameAfterEachRun()
    {
        await using var cluster = await PreparedCluster.CreateAsync();
        var specs = new List<string>();
        foreach (var run in new[] { await cluster.SetUpAsync(), await cluster.SetUpAsync() })
        {
            Assert.True(run.ExitCode == 0, run.ErrorText);
            specs.Add((await PreparedCluster.GetAsync(cluster.Namespace, "secretproviderclass/melange-key")).GetProperty("spec").ToString());
        }

        var spec = JsonDocument.Parse(specs[0]).RootElement;
        Assert.Equal("gcp", spec.GetProperty("provider").GetString());
        var secrets = spec.GetProperty("parameters").GetProperty("secrets").GetString();
        Assert.Equal("- resourceName: \"projects/demo-project/secrets/melange-signing-key/versions/latest\"\n  path: \"melange.rsa\"\n", secrets);
        Assert.Equal(specs[0], specs[1]);
    }

    private static async Task<string> AccountAsync(PreparedCluster cluster) =>
        (await PreparedCluster.GetAsync(cluster.Namespace, "serviceaccount/default")).GetProperty("metadata").GetProperty("annotations").GetProperty("iam.gke.io/gcp-service-account").GetString()!;

    private static string Tolerations(JsonElement daemonSet) => string.Join(
        ", ",
        daemonSet.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("tolerations").EnumerateArray()
            .Select(t => string.Join(' ', new[] { "key", "operator", "value", "effect" }.Select(field => t.TryGetProperty(field, out var value) ? value.GetString() : null).OfType<string>())));
}
