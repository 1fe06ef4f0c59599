using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A fact that needs real configurations; skipped where the environment names none.</summary>
public sealed class RequiresCorpusFactAttribute : FactAttribute
{
    public RequiresCorpusFactAttribute() => Skip = Requirement.Corpus;
}
