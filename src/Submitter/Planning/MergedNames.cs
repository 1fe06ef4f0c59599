namespace Wolfictl.Submitter.Planning;

/// <summary>The orders of several architectures as one: what only a later one has comes right before the first package that follows it there.</summary>
internal static class MergedNames
{
    public static IReadOnlyList<string> Of(IReadOnlyList<IReadOnlyList<string>> orders)
    {
        IReadOnlyList<string> merged = orders[0];
        foreach (var order in orders.Skip(1))
        {
            merged = Merge(merged, order);
        }

        return merged;
    }

    private static List<string> Merge(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var known = first.ToHashSet(StringComparer.Ordinal);
        var before = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var waiting = new List<string>();
        foreach (var name in second)
        {
            if (!known.Contains(name))
            {
                waiting.Add(name);
            }
            else if (waiting.Count > 0)
            {
                before[name] = waiting;
                waiting = [];
            }
        }

        var merged = new List<string>(first.Count + second.Count);
        foreach (var name in first)
        {
            merged.AddRange(before.GetValueOrDefault(name) ?? []);
            merged.Add(name);
        }

        merged.AddRange(waiting);
        return merged;
    }
}
