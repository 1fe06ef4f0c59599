using System.Text.RegularExpressions;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>What scripts/setup-cluster.sh asks of kubectl, and what it refuses.</summary>
public sealed class SetupScriptTests : IDisposable
{
    private readonly StandInPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    [Theory]
    [InlineData("annotate", 1, "let default/default act as")]
    [InlineData("/csidriver.yaml", 3, "install the Secrets Store CSI driver")]
    [InlineData("/provider-gcp-plugin.yaml", 7, "install the driver's GCP provider")]
    [InlineData("get daemonset csi-secrets-store ", 8, "make csi-secrets-store tolerate")]
    [InlineData("patch daemonset csi-secrets-store-provider-gcp", 11, "make csi-secrets-store-provider-gcp tolerate")]
    [InlineData(" wait ", 12, "wait until the cluster knows")]
    [InlineData(" -f - ", 13, "offer the secret")]
    public async Task Kubectl_ThatFails_StopsItThereWithItsStatus(string failing, int calls, string step)
    {
        var run = await RunAsync(_programs.Kubectl(failing));
        Assert.Equal(7, run.ExitCode);
        Assert.Equal(calls, _programs.Calls.Count);
        Assert.Contains(failing.Trim(), _programs.Calls[^1], StringComparison.Ordinal);
        Assert.Contains($"stopped (exit status 7) at: {step}", run.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("Done", run.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretProviderClass_NamesProjectAndSecret()
    {
        var run = await RunAsync(_programs.Kubectl(), ("NAMESPACE", "builds"), ("KSA", "packager"), ("SIGNING_SECRET_NAME", "Key_2"));
        Assert.True(run.ExitCode == 0, run.ErrorText);
        Assert.Equal($"annotate serviceaccount packager --namespace builds --overwrite iam.gke.io/gcp-service-account={SetupScript.Address}", _programs.Calls[0]);
        Assert.Equal("""
            apiVersion: secrets-store.csi.x-k8s.io/v1
            kind: SecretProviderClass
            metadata:
              name: melange-key
              namespace: builds
            spec:
              provider: gcp
              parameters:
                secrets: |
                  - resourceName: "projects/demo-project/secrets/Key_2/versions/latest"
                    path: "melange.rsa"

            """, _programs.Applied);
    }

    [Theory]
    [InlineData("", "/tolerations\",\"value\":[{")]
    [InlineData("example.org/x|Exists||NoSchedule\\n", "/tolerations/-\",\"value\":{")]
    [InlineData("kubernetes.io/arch|Equal|arm64|NoExecute\\n", "/tolerations/-\",\"value\":{")]
    [InlineData("kubernetes.io/arch|Equal|amd64|NoSchedule\\n", "/tolerations/-\",\"value\":{")]
    [InlineData("example.org/x|Exists||\\nkubernetes.io/arch|Equal|arm64|NoSchedule\\n", null)]
    [InlineData("kubernetes.io/arch||arm64|\\n", null)]
    [InlineData("kubernetes.io/arch|Exists||NoSchedule\\n", null)]
    [InlineData("|Exists||\\n", null)]
    public async Task Tolerations_AreAddedWhereNoneWillDo(string present, string? patch)
    {
        Assert.Equal(0, (await RunAsync(_programs.Kubectl(tolerations: present))).ExitCode);
        var patches = _programs.Calls.Where(call => call.StartsWith("patch ", StringComparison.Ordinal)).ToList();
        Assert.Equal(patch is null ? 0 : 2, patches.Count);
        Assert.All(patches, call => Assert.Contains(patch!, call, StringComparison.Ordinal));
        Assert.All(patches, call => Assert.Contains("""{"op":"test","path":"/metadata/generation","value":12}""", call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the Google service account", "", "Build-Cluster")]
    [InlineData("the Google service account", "", "build'cluster")]
    [InlineData("the Google service account", "", "build-cluster\nrm")]
    [InlineData("the Google service account", "", "build-cluster@example.org")]
    [InlineData("no flag", "", "--dryrun")]
    [InlineData("name the Google service account", "", null)]
    [InlineData("PROJECT", "PROJECT", "demo/project")]
    [InlineData("PROJECT", "PROJECT", "123456789012")]
    [InlineData("NAMESPACE", "NAMESPACE", "builds;id")]
    [InlineData("NAMESPACE", "NAMESPACE", "a\nb")]
    [InlineData("KSA", "KSA", "-o")]
    [InlineData("SIGNING_SECRET_NAME", "SIGNING_SECRET_NAME", "key\"\n      - x")]
    [InlineData("CSI_MANIFESTS", "CSI_MANIFESTS", "/no/such/folder")]
    [InlineData("GCP_PROVIDER_MANIFESTS", "GCP_PROVIDER_MANIFESTS", "/dev")]
    public async Task Value_ThatWontDo_IsRefusedByNameBeforeAnything(string what, string variable, string? value)
    {
        string[] words = variable.Length > 0 ? ["build-cluster"] : value is null ? [] : [value];
        var run = await SetupScript.RunAsync(words, ("PATH", _programs.Kubectl().First), (variable.Length > 0 ? variable : "UNUSED", value));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(what, run.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_programs.Calls);
    }

    [Fact]
    public async Task Kubectl_Missing_ExitsThree()
    {
        var run = await SetupScript.RunAsync(["build-cluster"], ("PATH", _programs.Alone));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("kubectl is not on PATH", run.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_PrintsCommandsThatAShellTakesAndCallsNothing()
    {
        var run = await SetupScript.RunAsync(["--dry-run", SetupScript.Address], ("PATH", _programs.Kubectl().First));
        Assert.True(run.ExitCode == 0, run.ErrorText);
        Assert.Empty(_programs.Calls);
        Assert.Equal(11, run.Output.Count(line => line.StartsWith("kubectl ", StringComparison.Ordinal)));
        Assert.All(Urls(run), url => Assert.Matches("/v[0-9]+\\.[0-9]+\\.[0-9]+/deploy/[a-z0-9_.-]+\\.yaml$", url.AbsolutePath));

        // The same commands, read by a shell, are those that it runs, but for what depends on the cluster.
        var shell = await ChildProcess.RunAsync("/bin/bash", ["-c", run.OutputText], environment: new Dictionary<string, string?> { ["PATH"] = _programs.First });
        Assert.True(shell.ExitCode == 0, shell.ErrorText);
        var printed = Steady(_programs.Calls);
        var applied = _programs.Applied;
        using var real = new StandInPrograms();
        Assert.Equal(0, (await SetupScript.RunAsync(["build-cluster"], ("PATH", real.Kubectl().First))).ExitCode);
        Assert.Equal(Steady(real.Calls), printed);
        Assert.Equal(real.Applied, applied);
    }

    [Theory]
    [InlineData("echo other-project", 0, "build-cluster@other-project.iam.gserviceaccount.com")]
    [InlineData("echo '(unset)'", 2, "gcloud has no project")]
    [InlineData("exit 1", 2, "gcloud config get-value project failed")]
    public async Task Project_ThatIsNotNamed_IsGcloudsOwn(string gcloud, int status, string told)
    {
        _programs.Program("gcloud", gcloud);
        var run = await SetupScript.RunAsync(["--dry-run", "build-cluster"], ("PATH", _programs.First), ("PROJECT", null));
        Assert.Equal(status, run.ExitCode);
        Assert.Contains(told, run.OutputText + run.ErrorText, StringComparison.Ordinal);
    }

    [RequiresInternetFact]
    public async Task PinnedManifests_CanBeDownloadedAndHoldTheDaemonSets()
    {
        using var http = new HttpClient();
        var texts = new List<string>();
        foreach (var url in Urls(await SetupScript.RunAsync(["--dry-run", "build-cluster"])))
        {
            texts.Add(await http.GetStringAsync(url));
        }

        Assert.Equal(6, texts.Count);
        Assert.Contains(texts, text => Regex.IsMatch(text, "(?m)^kind: DaemonSet$") && Regex.IsMatch(text, "(?m)^  name: csi-secrets-store$"));
        Assert.Contains(texts, text => Regex.IsMatch(text, "(?m)^kind: DaemonSet$") && Regex.IsMatch(text, "(?m)^  name: csi-secrets-store-provider-gcp$"));
    }

    private static IEnumerable<string> Steady(IEnumerable<string> calls) =>
        calls.Where(call => !call.StartsWith("get ", StringComparison.Ordinal) && !call.StartsWith("patch ", StringComparison.Ordinal));

    private static IEnumerable<Uri> Urls(FinishedProcess run) => Regex.Matches(run.OutputText, "https://\\S+").Select(match => new Uri(match.Value));

    private static Task<FinishedProcess> RunAsync(StandInPrograms programs, params (string Name, string? Value)[] environment) =>
        SetupScript.RunAsync(["build-cluster"], [("PATH", programs.First), .. environment]);
}
