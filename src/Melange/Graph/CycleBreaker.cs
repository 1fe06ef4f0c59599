namespace Wolfictl.Melange.Graph;

/// <summary>
/// Sets needs aside until no packages need each other in circles: of each group that does, the package that most of the group need and that itself needs fewest of
/// them is built first, with what it needs from a repository; then what is left of the group is looked at anew. Ties go to the first name.
/// </summary>
internal sealed class CycleBreaker
{
    private readonly DependencyGraph _graph;
    private readonly int[][] _needs;
    private readonly int[] _groupOf;
    private readonly int[] _neededBy;
    private readonly int[] _cameFrom;
    private readonly List<BrokenCycle> _broken = [];
    private int _groups;

    private CycleBreaker(DependencyGraph graph, int[][] needs)
    {
        _graph = graph;
        _needs = needs;
        _groupOf = new int[needs.Length];
        _neededBy = new int[needs.Length];
        _cameFrom = new int[needs.Length];
    }

    /// <summary>Takes needs away from <paramref name="needs"/> and says which.</summary>
    public static List<BrokenCycle> Break(DependencyGraph graph, int[][] needs, int[] nodes)
    {
        var breaker = new CycleBreaker(graph, needs);
        var components = new StrongComponents(needs);
        var groups = new Stack<int[]>(components.Find(nodes));
        while (groups.TryPop(out var group))
        {
            breaker.BreakOne(group);
            foreach (var rest in components.Find(group))
            {
                groups.Push(rest);
            }
        }

        breaker._broken.Sort(static (a, b) =>
            string.CompareOrdinal(a.Package, b.Package) is var byPackage && byPackage != 0 ? byPackage : string.CompareOrdinal(a.Need, b.Need));
        return breaker._broken;
    }

    private void BreakOne(int[] group)
    {
        _groups++;
        foreach (var node in group)
        {
            _groupOf[node] = _groups;
            _neededBy[node] = 0;
        }

        foreach (var node in group)
        {
            foreach (var to in _needs[node])
            {
                _neededBy[to]++;
            }
        }

        var (first, most) = (-1, int.MinValue);
        foreach (var node in group)
        {
            // The group is sorted by name, so the first of equals is kept.
            if (_neededBy[node] - NeedsInGroup(node) is var score && score > most)
            {
                (first, most) = (node, score);
            }
        }

        SetAside(first, group);
    }

    private int NeedsInGroup(int node)
    {
        var count = 0;
        foreach (var to in _needs[node])
        {
            count += _groupOf[to] == _groups ? 1 : 0;
        }

        return count;
    }

    private void SetAside(int node, int[] group)
    {
        var name = _graph.NameOf(node);
        var inside = Array.FindAll(_needs[node], to => _groupOf[to] == _groups);
        foreach (var need in inside)
        {
            var path = new List<string> { name };
            foreach (var step in ShortestPath(need, node, group))
            {
                path.Add(_graph.NameOf(step));
            }

            _broken.Add(new BrokenCycle(
                name,
                _graph.NameOf(need),
                path,
                $"{name} is built first, with {_graph.NameOf(need)} from a repository: of the {group.Length} packages that need each other, {_neededBy[node]} need {name} and it needs {inside.Length}."));
        }

        _needs[node] = Array.FindAll(_needs[node], to => _groupOf[to] != _groups);
    }

    private List<int> ShortestPath(int from, int to, int[] group)
    {
        foreach (var member in group)
        {
            _cameFrom[member] = -1;
        }

        var queue = new List<int> { from };
        for (var next = 0; _cameFrom[to] < 0; next++)
        {
            foreach (var need in _needs[queue[next]])
            {
                if (_groupOf[need] == _groups && _cameFrom[need] < 0 && need != from)
                {
                    _cameFrom[need] = queue[next];
                    queue.Add(need);
                }
            }
        }

        var path = new List<int>();
        for (var node = to; node >= 0; node = _cameFrom[node])
        {
            path.Add(node);
        }

        path.Reverse();
        return path;
    }
}
