using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A fact that downloads from public sites; skipped unless the environment allows it.</summary>
public sealed class RequiresInternetFactAttribute : FactAttribute
{
    public RequiresInternetFactAttribute() => Skip = Requirement.Internet;
}
