namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>As <see cref="RunsContainersTheoryAttribute"/>, for one case.</summary>
internal sealed class RunsContainersFactAttribute : FactAttribute
{
    public RunsContainersFactAttribute() => Skip = Container.MissingReason;
}
