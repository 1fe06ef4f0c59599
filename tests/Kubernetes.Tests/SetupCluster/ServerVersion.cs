using System.Diagnostics;
using System.Text.RegularExpressions;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>What the API server of the tests can be asked to keep.</summary>
internal static partial class ServerVersion
{
    private static readonly Lazy<string?> CustomResourcesProblem = new(FindProblem);

    /// <summary>Why it must not be given a custom resource, or null.</summary>
    public static string? WithoutCustomResources => CustomResourcesProblem.Value;

    // A build of Kubernetes before 1.23 by Go 1.18 or later has a reflect2 that writes through a wild pointer on each custom resource: the server is gone at the first. .ci/api-server builds one
    // with a newer reflect2, and its version says so.
    private static string? FindProblem()
    {
        if (string.IsNullOrEmpty(KubernetesCluster.Kubeconfig) || Executables.Find("kubectl") is not { } kubectl)
        {
            return null;
        }

        var start = new ProcessStartInfo(kubectl, ["--kubeconfig", KubernetesCluster.Kubeconfig, "--request-timeout", "10s", "get", "--raw", "/version"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var version = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return int.TryParse(Minor().Match(version).Groups[1].Value, out var minor) && int.TryParse(GoMinor().Match(version).Groups[1].Value, out var go) && minor < 23 && go >= 18 && !version.Contains("+reflect2", StringComparison.Ordinal)
            ? $"needs an API server that keeps custom resources: this one, Kubernetes 1.{minor} built by Go 1.{go}, ends when it is given one"
            : null;
    }

    [GeneratedRegex("\"minor\": *\"([0-9]+)")]
    private static partial Regex Minor();

    [GeneratedRegex("\"goVersion\": *\"go1\\.([0-9]+)")]
    private static partial Regex GoMinor();
}
