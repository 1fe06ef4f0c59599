using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>
/// A fact that needs a Kubernetes cluster, with <c>image</c> one whose nodes run pods of the test image, and each of <c>programs</c> on PATH;
/// skipped where the machine lacks one.
/// </summary>
public sealed class RequiresClusterFactAttribute : FactAttribute
{
    public RequiresClusterFactAttribute(bool image = false, params string[] programs) =>
        Skip = Requirement.Cluster ?? (image ? Requirement.ClusterImage : null) ?? Executables.MissingReason(programs);
}
