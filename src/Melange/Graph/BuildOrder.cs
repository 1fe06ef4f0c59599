namespace Wolfictl.Melange.Graph;

/// <summary>Orders packages so that each comes after what it needs; among those that could be next, the first by name is. The same input gives the same order.</summary>
internal sealed class BuildOrder
{
    private readonly int[][] _needs;

    /// <summary>Orders some packages of a graph; their needs of others are not looked at.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="nodes">The packages, by their place in it, sorted.</param>
    public BuildOrder(DependencyGraph graph, int[] nodes)
    {
        var isPlanned = new bool[graph.Count];
        foreach (var node in nodes)
        {
            isPlanned[node] = true;
        }

        _needs = new int[graph.Count][];
        var kept = new List<int>();
        for (var node = 0; node < graph.Count; node++)
        {
            foreach (var edge in graph.Needs(node))
            {
                if (isPlanned[node] && isPlanned[edge.To])
                {
                    kept.Add(edge.To);
                }
            }

            _needs[node] = kept.Count == 0 ? [] : kept.ToArray();
            kept.Clear();
        }

        Broken = CycleBreaker.Break(graph, _needs, nodes);
        Order = Sort(nodes);
    }

    /// <summary>The packages in build order.</summary>
    public int[] Order { get; }

    /// <summary>The needs that were set aside.</summary>
    public IReadOnlyList<BrokenCycle> Broken { get; }

    /// <summary>What a package needs of those ordered, less what was set aside.</summary>
    public ReadOnlySpan<int> NeedsOf(int node) => _needs[node];

    private int[] Sort(int[] nodes)
    {
        var neededBy = new List<int>?[_needs.Length];
        var waiting = new int[_needs.Length];
        var ready = new ReadyNodes(nodes.Length);
        foreach (var node in nodes)
        {
            waiting[node] = _needs[node].Length;
            foreach (var to in _needs[node])
            {
                (neededBy[to] ??= []).Add(node);
            }

            if (waiting[node] == 0)
            {
                ready.Add(node);
            }
        }

        var order = new int[nodes.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = ready.TakeFirst();
            foreach (var next in neededBy[order[i]] ?? [])
            {
                if (--waiting[next] == 0)
                {
                    ready.Add(next);
                }
            }
        }

        return order;
    }
}
