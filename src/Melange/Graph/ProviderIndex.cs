using Wolfictl.Melange.Config.Expansion;

namespace Wolfictl.Melange.Graph;

/// <summary>
/// Which package answers to a name, among packages, subpackages and what they provide. The highest provider-priority wins; then what has that very name; then the first by name.
/// </summary>
internal sealed class ProviderIndex
{
    private readonly Dictionary<string, Candidate> _best;

    public ProviderIndex(IReadOnlyList<ExpandedPackage> packages)
    {
        _best = new Dictionary<string, Candidate>(packages.Count * 4, StringComparer.Ordinal);
        for (var i = 0; i < packages.Count; i++)
        {
            var package = packages[i];
            Add(package.Name, package.Provides, new Candidate(i, package.Name, package.ProviderPriority));

            foreach (var subpackage in package.Subpackages)
            {
                Add(subpackage.Name, subpackage.Provides, new Candidate(i, subpackage.Name, subpackage.ProviderPriority));
            }
        }
    }

    /// <summary>The best candidate; null where nothing here has the name.</summary>
    public Candidate? Find(string name) => _best.GetValueOrDefault(name);

    private void Add(string name, IReadOnlyList<string> provides, Candidate candidate)
    {
        Add(name, candidate);
        foreach (var provided in provides)
        {
            Add(provided, candidate);
        }
    }

    private void Add(string name, Candidate candidate)
    {
        if (!_best.TryGetValue(name, out var best) || IsBetter(candidate, best, name))
        {
            _best[name] = candidate;
        }
    }

    private static bool IsBetter(Candidate candidate, Candidate than, string name)
    {
        if (candidate.Priority != than.Priority)
        {
            return candidate.Priority > than.Priority;
        }

        var isNamed = candidate.Name == name;
        if (isNamed != (than.Name == name))
        {
            return isNamed;
        }

        // Packages come in the order of their names, so that among equals the first origin stays.
        return string.CompareOrdinal(candidate.Name, than.Name) < 0;
    }

    /// <summary>A package, by its place in the list, and which of its parts has the name.</summary>
    internal sealed record Candidate(int Package, string Name, long Priority);
}
