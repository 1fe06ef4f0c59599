using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A theory that needs real configurations; skipped where the environment names none.</summary>
public sealed class RequiresCorpusTheoryAttribute : TheoryAttribute
{
    public RequiresCorpusTheoryAttribute() => Skip = Requirement.Corpus;
}
