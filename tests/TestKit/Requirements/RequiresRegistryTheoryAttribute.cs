using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A theory that needs a registry; skipped where the environment names none.</summary>
public sealed class RequiresRegistryTheoryAttribute : TheoryAttribute
{
    public RequiresRegistryTheoryAttribute() => Skip = Requirement.Registry;
}
