using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A fact that needs a registry; skipped where the environment names none.</summary>
public sealed class RequiresRegistryFactAttribute : FactAttribute
{
    public RequiresRegistryFactAttribute() => Skip = Requirement.Registry;
}
