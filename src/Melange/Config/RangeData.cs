namespace Wolfictl.Melange.Config;

/// <summary>One of <c>data</c>: what a subpackage's <c>range</c> goes over.</summary>
/// <param name="Name">The name that <c>range</c> says.</param>
/// <param name="Items">Keys and values, in the ordinal order of the keys, which is the order in which melange goes over them.</param>
public sealed record RangeData(string Name, IReadOnlyList<RangeItem> Items);
