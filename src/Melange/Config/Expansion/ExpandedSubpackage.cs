namespace Wolfictl.Melange.Config.Expansion;

/// <summary>A subpackage on one architecture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provides">What it provides, versions cut off.</param>
/// <param name="ProviderPriority">How it ranks among those that provide the same name; the highest wins.</param>
public sealed record ExpandedSubpackage(string Name, IReadOnlyList<string> Provides, long ProviderPriority);
