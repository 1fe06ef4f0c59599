using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A theory that needs programs; skipped where one is not on PATH.</summary>
public sealed class RequiresProgramTheoryAttribute : TheoryAttribute
{
    public RequiresProgramTheoryAttribute(params string[] programs) => Skip = Executables.MissingReason(programs);
}
