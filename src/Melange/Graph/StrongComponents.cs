namespace Wolfictl.Melange.Graph;

/// <summary>Tarjan's strongly connected components, without recursion: groups of packages that need each other in circles.</summary>
internal sealed class StrongComponents
{
    private readonly int[][] _needs;
    private readonly bool[] _isMember;
    private readonly int[] _order;
    private readonly int[] _low;
    private readonly bool[] _onStack;
    private readonly int[] _stack;
    private readonly int[] _path;
    private readonly int[] _nextEdge;
    private List<int[]> _found = [];
    private int _visited;
    private int _stacked;

    /// <summary>To be asked as often as wanted: it costs what the members asked about cost.</summary>
    /// <param name="needs">For each node, the nodes it needs; entries may change between questions.</param>
    public StrongComponents(int[][] needs)
    {
        _needs = needs;
        _isMember = new bool[needs.Length];
        _order = new int[needs.Length];
        _low = new int[needs.Length];
        _onStack = new bool[needs.Length];
        _stack = new int[needs.Length];
        _path = new int[needs.Length];
        _nextEdge = new int[needs.Length];
    }

    /// <summary>The groups of more than one among the members, each sorted, in the order of their first.</summary>
    /// <param name="members">The nodes to look at, sorted; needs of others are no needs.</param>
    public List<int[]> Find(int[] members)
    {
        _found = [];
        _visited = 0;
        foreach (var member in members)
        {
            _isMember[member] = true;
            _order[member] = _nextEdge[member] = 0;
        }

        foreach (var member in members)
        {
            if (_order[member] == 0)
            {
                Visit(member);
            }
        }

        foreach (var member in members)
        {
            _isMember[member] = false;
        }

        _found.Sort(static (a, b) => a[0].CompareTo(b[0]));
        return _found;
    }

    private void Visit(int root)
    {
        var depth = 0;
        Enter(root, depth);
        while (depth >= 0)
        {
            var node = _path[depth];
            if (_nextEdge[node] < _needs[node].Length)
            {
                var to = _needs[node][_nextEdge[node]++];
                if (!_isMember[to])
                {
                    continue;
                }

                if (_order[to] == 0)
                {
                    Enter(to, ++depth);
                }
                else if (_onStack[to])
                {
                    _low[node] = Math.Min(_low[node], _order[to]);
                }
            }
            else
            {
                if (_low[node] == _order[node])
                {
                    Leave(node);
                }

                if (--depth >= 0)
                {
                    _low[_path[depth]] = Math.Min(_low[_path[depth]], _low[node]);
                }
            }
        }
    }

    private void Enter(int node, int depth)
    {
        _order[node] = _low[node] = ++_visited;
        _onStack[node] = true;
        _stack[_stacked++] = node;
        _path[depth] = node;
    }

    private void Leave(int node)
    {
        var end = _stacked;
        do
        {
            _onStack[_stack[--_stacked]] = false;
        }
        while (_stack[_stacked] != node);
        if (end - _stacked > 1)
        {
            var group = _stack[_stacked..end];
            Array.Sort(group);
            _found.Add(group);
        }
    }
}
