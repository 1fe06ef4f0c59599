namespace Wolfictl.Melange.Config.Expansion;

/// <summary>Every package that is built for one architecture, as it is there.</summary>
public sealed class ExpandedDistribution
{
    internal ExpandedDistribution(Distribution distribution, string architecture, ExpandedPackage[] packages)
    {
        Distribution = distribution;
        Architecture = architecture;
        Packages = packages;
    }

    /// <summary>What it was made from.</summary>
    public Distribution Distribution { get; }

    /// <summary>melange's name of the architecture.</summary>
    public string Architecture { get; }

    /// <summary>The packages, in the ordinal order of their names.</summary>
    public IReadOnlyList<ExpandedPackage> Packages { get; }
}
