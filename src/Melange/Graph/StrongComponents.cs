namespace Wolfictl.Melange.Graph;

/// <summary>Tarjan's strongly connected components, without recursion: groups of packages that need each other in circles.</summary>
internal sealed class StrongComponents(Func<int, IReadOnlyList<int>> needs, int count)
{
    private readonly int[] _order = new int[count];
    private readonly int[] _low = new int[count];
    private readonly bool[] _onStack = new bool[count];
    private readonly Stack<int> _stack = new();
    private readonly Stack<(int Node, int Next)> _work = new();
    private readonly List<List<int>> _found = [];
    private int _visited;

    /// <summary>The groups of more than one, among the nodes given and reached only through them; each sorted.</summary>
    public List<List<int>> Find(IEnumerable<int> nodes)
    {
        foreach (var node in nodes)
        {
            if (_order[node] == 0)
            {
                Visit(node);
            }
        }

        return _found;
    }

    private void Visit(int root)
    {
        Push(root);
        while (_work.TryPop(out var frame))
        {
            var (node, next) = frame;
            var edges = needs(node);
            var pushed = false;
            for (; next < edges.Count && !pushed; next++)
            {
                var to = edges[next];
                if (_order[to] == 0)
                {
                    _work.Push((node, next));
                    Push(to);
                    pushed = true;
                }
                else if (_onStack[to])
                {
                    _low[node] = Math.Min(_low[node], _low[to]);
                }
            }

            if (!pushed && _low[node] == _order[node])
            {
                Pop(node);
            }
        }
    }

    private void Push(int node)
    {
        _order[node] = _low[node] = ++_visited;
        _onStack[node] = true;
        _stack.Push(node);
        _work.Push((node, 0));
    }

    private void Pop(int node)
    {
        var group = new List<int>();
        int member;
        do
        {
            member = _stack.Pop();
            _onStack[member] = false;
            group.Add(member);
        }
        while (member != node);
        if (group.Count > 1)
        {
            group.Sort();
            _found.Add(group);
        }
    }
}
