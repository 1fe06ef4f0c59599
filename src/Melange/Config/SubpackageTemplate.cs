using Wolfictl.Melange.Config.Pipelines;

namespace Wolfictl.Melange.Config;

/// <summary>A subpackage as written: one, or as many as its <c>range</c> has items.</summary>
public sealed record SubpackageTemplate
{
    /// <summary>Its place in the list, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its name, before substitution.</summary>
    public required SourceText Name { get; init; }

    /// <summary>The data whose items it is repeated for; null for none.</summary>
    public SourceText? Range { get; init; }

    /// <summary>The condition under which it exists; null for always.</summary>
    public SourceText? If { get; init; }

    /// <summary>What it provides and needs.</summary>
    public PackageDependencies Dependencies { get; init; } = PackageDependencies.None;

    /// <summary>Its steps, less those that only run shell text.</summary>
    public IReadOnlyList<PipelineStep> Pipeline { get; init; } = [];
}
