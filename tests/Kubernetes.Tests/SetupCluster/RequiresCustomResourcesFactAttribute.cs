using Wolfictl.TestKit.Requirements;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>A fact that needs kubectl and a Kubernetes cluster that keeps custom resources; skipped where there is none.</summary>
public sealed class RequiresCustomResourcesFactAttribute : FactAttribute
{
    public RequiresCustomResourcesFactAttribute() => Skip = new RequiresClusterFactAttribute(false, "kubectl").Skip ?? ServerVersion.WithoutCustomResources;
}
