using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests;

/// <summary>Pods for tests.</summary>
internal static class TestPods
{
    /// <summary>A pod of one container, <c>main</c>, that runs a shell script once.</summary>
    public static Pod Shell(string name, string image, string script) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["app"] = "wolfictl-test", ["pod"] = name } },
        Spec = new PodSpec
        {
            RestartPolicy = "Never",
            TerminationGracePeriodSeconds = 0,
            AutomountServiceAccountToken = false,
            Containers = [new Container { Name = "main", Image = image, ImagePullPolicy = "IfNotPresent", Command = ["bash", "-c", script] }],
        },
    };

    /// <summary>One that no node takes.</summary>
    public static Pod Unschedulable(string name)
    {
        var pod = Shell(name, "localhost/none:1", "true");
        return pod with { Spec = pod.Spec! with { NodeSelector = new Dictionary<string, string> { ["wolfictl.test/none"] = "none" } } };
    }
}
