using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.TestKit.Requirements;

/// <summary>What a test may need of the machine: null where it is there, else why the test is skipped.</summary>
internal static class Requirement
{
    public const string RegistryVariable = "WOLFICTL_TEST_REGISTRY";

    public static string? Broker { get; } =
        Unless(BrokerServer.AmqpVariable, "needs RabbitMQ: scripts/test.sh starts one, or name yours, amqp://user:password@host:port/, in");

    public static string? Registry { get; } = Unless(RegistryVariable, "needs a registry: scripts/test.sh starts one, or name yours, host:port, in");

    public static string? Corpus { get; } = Unless(Files.Corpus.Variable, "needs real configurations: name the folder that holds them in");

    public static string? Cluster { get; } = Unless(KubernetesCluster.KubeconfigVariable, "needs a Kubernetes cluster: name the path of its admin's kubeconfig in");

    public static string? ClusterImage { get; } = Unless(KubernetesCluster.ImageVariable, "needs an image with a shell that the cluster can pull: name it in");

    public static string? Pika => DebianPython.Lacks("pika") ? "needs a client of RabbitMQ that is not ours: apt-get install python3-pika" : null;

    public static string? Internet { get; } = Unless("WOLFICTL_TEST_INTERNET", "downloads from public sites, which builds must not depend on: to run it, set");

    // A variable that is set and wrong is no reason to skip: then the test says what is wrong.
    private static string? Unless(string variable, string reason) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)) ? $"{reason} {variable}" : null;
}
