using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Client.Config;
using Wolfictl.PodBench;

// What bench/pods.bench.sh and bench/logs.bench.sh start; they say what is measured.
var rounds = int.Parse(Environment.GetEnvironmentVariable("ROUNDS") ?? "3", System.Globalization.CultureInfo.InvariantCulture);
var path = Environment.GetEnvironmentVariable("WOLFICTL_TEST_KUBECONFIG") is { Length: > 0 } named ? named : null;
if (args is not ["pods" or "logs"] || path is null || rounds < 1)
{
    await Console.Error.WriteLineAsync("usage: WOLFICTL_TEST_KUBECONFIG=FILE [ROUNDS=3] wolfictl-pod-bench pods | WOLFICTL_TEST_SDK_IMAGE=IMAGE wolfictl-pod-bench logs");
    return 2;
}

var config = Kubeconfig.Load(path);
var access = ClusterAccess.FromKubeconfig(config);
using var bare = BareServer.TryOpen(config, access);
if (bare is null)
{
    Console.WriteLine($"{args[0]}: skipped, the bare client takes only client-certificate-data or token, with certificate-authority-data, and {path} has others");
    return 0;
}

using var cluster = new KubernetesApi(access, new KubernetesClientOptions { UserAgent = "wolfictl-pod-bench/1" });
await using var space = await BenchNamespace.CreateAsync(bare);
if (args[0] == "pods")
{
    await new PodsComparison(cluster.Pods, bare, space.Name).RunAsync(rounds);
}
else
{
    await new LogComparison(cluster.Pods, space.Name, path, Environment.GetEnvironmentVariable("WOLFICTL_TEST_SDK_IMAGE")!).RunAsync(rounds);
}

return 0;
