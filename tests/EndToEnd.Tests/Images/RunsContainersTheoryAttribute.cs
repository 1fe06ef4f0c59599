namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>A theory that runs images: with skopeo, umoci and runc, as root, in a registry. Skipped with the reason where one is missing.</summary>
internal sealed class RunsContainersTheoryAttribute : TheoryAttribute
{
    public RunsContainersTheoryAttribute() => Skip = Container.MissingReason;
}
