namespace Wolfictl.Melange.Graph;

/// <summary>
/// Orders packages so that each comes after what it needs. Where packages need each other in circles, the one that most of its group need and that needs fewest of
/// them is built first, with what it needs from a repository; then what is left of the group is looked at anew. Ties go to the first name: the same input gives the same order.
/// </summary>
internal sealed class BuildOrder
{
    private readonly DependencyGraph _graph;
    private readonly List<int>?[] _needs;
    private readonly List<int> _nodes;
    private readonly List<BrokenCycle> _broken = [];

    /// <summary>Orders some packages of a graph; the needs of others are not looked at.</summary>
    public BuildOrder(DependencyGraph graph, IEnumerable<int> nodes)
    {
        _graph = graph;
        _nodes = [.. nodes];
        _nodes.Sort();
        _needs = new List<int>?[graph.Count];
        foreach (var node in _nodes)
        {
            _needs[node] = [];
        }

        foreach (var node in _nodes)
        {
            foreach (var edge in graph.Needs(node))
            {
                if (_needs[edge.To] is not null)
                {
                    _needs[node]!.Add(edge.To);
                }
            }
        }

        Break();
        Order = Sort();
    }

    /// <summary>The packages in build order.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>The needs that were set aside.</summary>
    public IReadOnlyList<BrokenCycle> Broken => _broken;

    /// <summary>What a package needs of those ordered, less what was set aside.</summary>
    public IReadOnlyList<int> NeedsOf(int node) => _needs[node]!;

    private void Break()
    {
        var groups = new Queue<List<int>>(new StrongComponents(node => _needs[node]!, _graph.Count).Find(_nodes).OrderBy(group => group[0]));
        var member = new int[_graph.Count];
        var mark = 0;
        while (groups.TryDequeue(out var group))
        {
            mark++;
            foreach (var node in group)
            {
                member[node] = mark;
            }

            BreakAt(Choose(group, node => member[node] == mark, out var needed), group.Count, needed, node => member[node] == mark);
            foreach (var rest in StrongGroups(group, member, mark))
            {
                groups.Enqueue(rest);
            }
        }

        _broken.Sort(static (a, b) =>
            string.CompareOrdinal(a.Package, b.Package) is var byPackage && byPackage != 0 ? byPackage : string.CompareOrdinal(a.Need, b.Need));
    }

    private List<List<int>> StrongGroups(List<int> group, int[] member, int mark)
    {
        // Renumbered, so that a small group costs what a small group should.
        var local = new Dictionary<int, int>(group.Count);
        for (var i = 0; i < group.Count; i++)
        {
            local[group[i]] = i;
        }

        var needs = new List<int>[group.Count];
        for (var i = 0; i < group.Count; i++)
        {
            needs[i] = [.. _needs[group[i]]!.Where(to => member[to] == mark).Select(to => local[to])];
        }

        var found = new StrongComponents(node => needs[node], group.Count).Find(Enumerable.Range(0, group.Count));
        return [.. found.Select(part => part.ConvertAll(node => group[node])).OrderBy(part => part[0])];
    }

    private int Choose(List<int> group, Func<int, bool> isMember, out int needed)
    {
        var neededBy = new Dictionary<int, int>(group.Count);
        foreach (var node in group)
        {
            foreach (var to in _needs[node]!.Where(isMember))
            {
                neededBy[to] = neededBy.GetValueOrDefault(to) + 1;
            }
        }

        // The group is sorted by name, so the first of equals is kept.
        var best = group.MaxBy(node => neededBy[node] - _needs[node]!.Count(isMember));
        needed = neededBy[best];
        return best;
    }

    private void BreakAt(int node, int size, int needed, Func<int, bool> isMember)
    {
        var inside = _needs[node]!.Where(isMember).ToList();
        var name = _graph.NameOf(node);
        foreach (var need in inside)
        {
            var path = ShortestPath(need, node, isMember).Select(_graph.NameOf).Prepend(name).ToList();
            _broken.Add(new BrokenCycle(
                name,
                _graph.NameOf(need),
                path,
                $"{name} is built first, with {_graph.NameOf(need)} from a repository: of the {size} packages that need each other, {needed} need {name} and it needs {inside.Count}."));
        }

        _needs[node]!.RemoveAll(to => isMember(to));
    }

    private List<int> ShortestPath(int from, int to, Func<int, bool> isMember)
    {
        var cameFrom = new Dictionary<int, int> { [from] = -1 };
        var queue = new Queue<int>([from]);
        while (!cameFrom.ContainsKey(to))
        {
            var node = queue.Dequeue();
            foreach (var next in _needs[node]!)
            {
                if (isMember(next) && cameFrom.TryAdd(next, node))
                {
                    queue.Enqueue(next);
                }
            }
        }

        var path = new List<int>();
        for (var node = to; node >= 0; node = cameFrom[node])
        {
            path.Add(node);
        }

        path.Reverse();
        return path;
    }

    private List<int> Sort()
    {
        var waiting = new int[_graph.Count];
        var neededBy = new List<int>?[_graph.Count];
        foreach (var node in _nodes)
        {
            waiting[node] = _needs[node]!.Count;
            foreach (var to in _needs[node]!)
            {
                (neededBy[to] ??= []).Add(node);
            }
        }

        // Indexes are in the order of names: the first name that can be built is.
        var ready = new PriorityQueue<int, int>(_nodes.Where(node => waiting[node] == 0).Select(node => (node, node)));
        var order = new List<int>(_nodes.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var next in neededBy[node] ?? [])
            {
                if (--waiting[next] == 0)
                {
                    ready.Enqueue(next, next);
                }
            }
        }

        return order;
    }
}
