namespace Wolfictl.Melange.Config.Expansion;

/// <summary>A package on one architecture: nothing in it is left to substitute.</summary>
public sealed record ExpandedPackage
{
    /// <summary>What it was made from.</summary>
    public required MelangeConfiguration Configuration { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Configuration.Name;

    /// <summary>What it provides itself, versions cut off.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>How it ranks among those that provide the same name; the highest wins.</summary>
    public long ProviderPriority { get; init; }

    /// <summary>The subpackages it builds, ranges gone over.</summary>
    public IReadOnlyList<ExpandedSubpackage> Subpackages { get; init; } = [];

    /// <summary>What its build needs, each name once.</summary>
    public IReadOnlyList<BuildNeed> Needs { get; init; } = [];
}
