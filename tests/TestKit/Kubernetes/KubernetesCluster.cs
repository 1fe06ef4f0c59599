namespace Wolfictl.TestKit.Kubernetes;

/// <summary>The real cluster that the environment names for tests.</summary>
public static class KubernetesCluster
{
    /// <summary>The path of a kubeconfig that may do everything.</summary>
    public const string KubeconfigVariable = "WOLFICTL_TEST_KUBECONFIG";

    /// <summary>An image with bash, coreutils, make, tar and git that the cluster's nodes can pull.</summary>
    public const string ImageVariable = "WOLFICTL_TEST_SDK_IMAGE";

    /// <summary>The kubeconfig's path.</summary>
    public static string Kubeconfig => Environment.GetEnvironmentVariable(KubeconfigVariable)!;

    /// <summary>The image.</summary>
    public static string Image => Environment.GetEnvironmentVariable(ImageVariable)!;
}
