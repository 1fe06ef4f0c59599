using System.Text.RegularExpressions;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.Kubernetes.Tests.Cluster;

/// <summary>The requests that kubectl sends, as <c>-v=8</c> tells them.</summary>
internal static partial class KubectlRequests
{
    /// <summary>Runs kubectl, whatever its exit status, and gives each request as <c>METHOD /path?query</c>, and all that it printed.</summary>
    public static async Task<(IReadOnlyList<string> Requests, string Output)> OfAsync(string space, params string[] arguments)
    {
        string[] all = ["--kubeconfig", KubernetesCluster.Kubeconfig, "--namespace", space, "--request-timeout=30s", "-v=8", .. arguments];
        var kubectl = await ChildProcess.RunAsync("kubectl", all);
        var requests = Request().Matches(kubectl.ErrorText).Select(match => $"{match.Groups["verb"].Value} {new Uri(match.Groups["url"].Value).PathAndQuery}");
        return ([.. requests], $"{kubectl.ErrorText}\n{kubectl.OutputText}");
    }

    // Up to 1.32, and from then on.
    [GeneratedRegex("""\] (?<verb>GET|POST|DELETE|PUT|PATCH) (?<url>https?://\S+)|verb="(?<verb>[A-Z]+)" url="(?<url>[^"]+)" """)]
    private static partial Regex Request();
}
