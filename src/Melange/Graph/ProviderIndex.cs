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
            Add(package.Name, new Candidate(i, package.Name, package.ProviderPriority));
            foreach (var provided in package.Provides)
            {
                Add(provided, new Candidate(i, package.Name, package.ProviderPriority));
            }

            foreach (var subpackage in package.Subpackages)
            {
                var candidate = new Candidate(i, subpackage.Name, subpackage.ProviderPriority);
                Add(subpackage.Name, candidate);
                foreach (var provided in subpackage.Provides)
                {
                    Add(provided, candidate);
                }
            }
        }
    }

    /// <summary>The best candidate; null where nothing here has the name.</summary>
    public Candidate? Find(string name) => _best.TryGetValue(name, out var candidate) ? candidate : null;

    private void Add(string name, Candidate candidate)
    {
        ref var best = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_best, name, out var exists);
        if (!exists || IsBetter(candidate, best, name))
        {
            best = candidate;
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
    internal readonly record struct Candidate(int Package, string Name, long Priority);
}
