using Wolfictl.Melange.Config.Expansion;

namespace Wolfictl.Melange.Graph;

/// <summary>
/// Which package needs which to be built, on one architecture (spec/behaviour.md, "Planning"). Runtime dependencies are no part of it,
/// and a package never satisfies its own need: that comes from a repository.
/// </summary>
public sealed class DependencyGraph
{
    private readonly ExpandedDistribution _packages;
    private readonly ProviderIndex _providers;
    private readonly Dictionary<string, int> _indexes;
    private readonly Edge[][] _needs;
    private readonly string[][] _external;
    private int[][]? _neededBy;

    /// <summary>Builds the graph.</summary>
    /// <param name="packages">Every package of the distribution on one architecture.</param>
    public DependencyGraph(ExpandedDistribution packages)
    {
        ArgumentNullException.ThrowIfNull(packages);
        _packages = packages;
        _providers = new ProviderIndex(packages.Packages);
        var count = packages.Packages.Count;
        _indexes = new Dictionary<string, int>(count, StringComparer.Ordinal);
        _needs = new Edge[count][];
        _external = new string[count][];
        var edges = new List<Edge>();
        var external = new List<string>();
        var seen = new int[count];
        for (var i = 0; i < count; i++)
        {
            _indexes[packages.Packages[i].Name] = i;
            foreach (var need in packages.Packages[i].Needs)
            {
                if (_providers.Find(need.Name) is not { } provider || provider.Package == i)
                {
                    external.Add(need.Name);
                }
                else if (seen[provider.Package] != i + 1)
                {
                    seen[provider.Package] = i + 1;
                    edges.Add(new Edge(provider.Package, need));
                }
            }

            EdgeCount += edges.Count;
            _needs[i] = [.. edges];
            _external[i] = external.Count == 0 ? [] : [.. external];
            edges.Clear();
            external.Clear();
        }
    }

    /// <summary>melange's name of the architecture.</summary>
    public string Architecture => _packages.Architecture;

    /// <summary>The packages, in the ordinal order of their names.</summary>
    public IReadOnlyList<ExpandedPackage> Packages => _packages.Packages;

    /// <summary>How many pairs of packages there are of which one needs the other.</summary>
    public int EdgeCount { get; }

    internal int Count => _needs.Length;

    /// <summary>The packages that a package needs, in the order in which it names them.</summary>
    /// <param name="package">A package of this graph.</param>
    /// <exception cref="KeyNotFoundException">There is no such package.</exception>
    public IReadOnlyList<Dependency> NeedsOf(string package) =>
        [.. _needs[_indexes[package]].Select(edge => new Dependency(NameOf(edge.To), edge.Need.Name, edge.Need.Pipeline))];

    /// <summary>The names that a package needs and that only a repository can give: nothing here builds them, or only the package itself.</summary>
    /// <param name="package">A package of this graph.</param>
    /// <exception cref="KeyNotFoundException">There is no such package.</exception>
    public IReadOnlyList<string> FromRepository(string package) => _external[_indexes[package]];

    /// <summary>What answers to a name; null where nothing here does.</summary>
    /// <param name="name">A package, a subpackage, or what one provides.</param>
    public Provider? FindProvider(string name) =>
        _providers.Find(name) is { } candidate ? new Provider(NameOf(candidate.Package), candidate.Name, candidate.Priority) : null;

    internal int IndexOf(string package) => _indexes.TryGetValue(package, out var index) ? index : -1;

    internal string NameOf(int index) => _packages.Packages[index].Name;

    internal ReadOnlySpan<Edge> Needs(int index) => _needs[index];

    internal ReadOnlySpan<int> NeededBy(int index) => (_neededBy ??= Reverse())[index];

    private int[][] Reverse()
    {
        var reversed = new List<int>[Count];
        for (var i = 0; i < Count; i++)
        {
            foreach (var edge in _needs[i])
            {
                (reversed[edge.To] ??= []).Add(i);
            }
        }

        return Array.ConvertAll(reversed, list => list?.ToArray() ?? []);
    }

    /// <summary>An edge to a package, and the need it comes from.</summary>
    internal sealed record Edge(int To, BuildNeed Need);
}
