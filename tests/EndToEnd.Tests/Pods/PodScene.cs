using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary>A namespace of the real cluster for one test, and <c>wolfictl pod</c> in it. What it says of the cluster is kubectl's word.</summary>
internal sealed class PodScene : IAsyncDisposable
{
    private readonly PodImages _images;
    private readonly List<ChildProcess> _processes = [];

    private PodScene(PodImages images) => _images = images;

    /// <summary>Packages that behave as their names say.</summary>
    public static string Distro => Path.Combine(Checkout.Root, "tests", "fixtures", "pod-distro");

    public TemporaryFolder Folder { get; } = new();

    public string Namespace { get; } = $"wolfictl-pod-{Guid.NewGuid():N}"[..24];

    /// <summary>Where wolfictl finds the cluster; a test may put a server between.</summary>
    public string Kubeconfig { get; set; } = KubernetesCluster.Kubeconfig;

    public static async Task<PodScene> CreateAsync(PodImages images)
    {
        var scene = new PodScene(images);
        await scene.KubectlAsync("create", "namespace", scene.Namespace);
        // Pods are refused until the cluster has made the account they run as.
        await UntilAsync(async () => (await Command.RunAsync(null, "kubectl", scene.Arguments(["get", "serviceaccount", "default"]))).Status == 0);
        return scene;
    }

    /// <summary>The flags that every pod of a test has: the images that there are here, and little memory.</summary>
    public async Task<string[]> FlagsAsync(string directory, params string[] more) =>
    [
        "pod", "-d", directory, "-n", Namespace, "--kubeconfig", Kubeconfig, "--bundle-repo", $"{PodImages.Host}/test/{Namespace}", "--bundle-base", await _images.WolfictlAsync(),
        "--wolfictl-image", await _images.WolfictlAsync(), "--sdk-image", PodImages.Sdk, "--host-network", "--ram", "64Mi", "--cpu", "100m", .. more,
    ];

    public async Task<ChildProcess> StartAsync(string directory, params string[] more)
    {
        var process = ChildProcess.Start(Farm.Executable("wolfictl"), await FlagsAsync(directory, more), environment: Environment);
        _processes.Add(process);
        return process;
    }

    public async Task<FinishedProcess> RunAsync(string directory, params string[] more) =>
        await ChildProcess.RunAsync(Farm.Executable("wolfictl"), await FlagsAsync(directory, more), environment: Environment);

    /// <summary>What kubectl says, asked as the cluster's admin in this namespace.</summary>
    public Task<string> KubectlAsync(params string[] arguments) => Command.OutputAsync(null, "kubectl", Arguments(arguments));

    /// <summary>The names of the pods that there are.</summary>
    public async Task<IReadOnlyList<string>> PodsAsync() =>
        (await KubectlAsync("get", "pods", "-o", "jsonpath={.items[*].metadata.name}")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Command.RunAsync(null, "kubectl", ["--kubeconfig", KubernetesCluster.Kubeconfig, "delete", "namespace", Namespace, "--wait=false"]);
        Folder.Dispose();
    }

    private static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?> { ["NO_COLOR"] = "1", ["SOURCE_DATE_EPOCH"] = "1700000000", ["REPO"] = null };

    private string[] Arguments(string[] arguments) => ["--kubeconfig", KubernetesCluster.Kubeconfig, "-n", Namespace, .. arguments];
}
