using Wolfictl.Melange.Graph;

namespace Wolfictl.Melange.Planning;

/// <summary>Which packages a plan holds, and why each does.</summary>
internal sealed class PlanSelection
{
    private readonly DependencyGraph _graph;
    private readonly PlanRequest _request;
    private readonly PlanReason?[] _reasons;
    private readonly bool[] _isThere;
    private readonly List<int> _queue = [];

    public PlanSelection(DependencyGraph graph, PlanRequest request)
    {
        _graph = graph;
        _request = request;
        _reasons = new PlanReason?[graph.Count];
        _isThere = new bool[graph.Count];
        foreach (var index in Asked())
        {
            AskedFor++;
            Take(index, PlanReason.AskedFor);
        }

        for (var next = 0; next < _queue.Count && !request.Only; next++)
        {
            if (request.Dependents)
            {
                TakeDependents(_queue[next]);
            }
            else
            {
                TakeNeeds(_queue[next]);
            }
        }
    }

    public int AskedFor { get; }

    /// <summary>The packages to build, sorted.</summary>
    public int[] Planned => Where(index => _reasons[index] is not null);

    /// <summary>The packages that stand in a repository, sorted.</summary>
    public int[] AlreadyThere => Where(index => _isThere[index]);

    public PlanReason ReasonOf(int index) => _reasons[index]!;

    private int[] Asked()
    {
        if (_request.Packages.Count == 0)
        {
            return Where(_ => true);
        }

        var asked = new HashSet<string>(_request.Packages, StringComparer.Ordinal);
        return Where(index => asked.Contains(_graph.NameOf(index)));
    }

    private int[] Where(Predicate<int> condition)
    {
        var found = new List<int>();
        for (var index = 0; index < _graph.Count; index++)
        {
            if (condition(index))
            {
                found.Add(index);
            }
        }

        return found.ToArray();
    }

    private void TakeNeeds(int index)
    {
        foreach (var edge in _graph.Needs(index))
        {
            if (_reasons[edge.To] is null)
            {
                Take(edge.To, new PlanReason(PlanReasonKind.NeededBy, _graph.NameOf(index), edge.Need.Name, edge.Need.Pipeline));
            }
        }
    }

    private void TakeDependents(int index)
    {
        foreach (var dependent in _graph.NeededBy(index))
        {
            foreach (var edge in _graph.Needs(dependent))
            {
                if (edge.To == index && _reasons[dependent] is null)
                {
                    Take(dependent, new PlanReason(PlanReasonKind.DependsOnChanged, _graph.NameOf(index), edge.Need.Name, edge.Need.Pipeline));
                }
            }
        }
    }

    private void Take(int index, PlanReason reason)
    {
        if (_request.AlreadyBuilt?.Contains(_graph.Architecture, _graph.Packages[index].Configuration.ApkFileName) is not true)
        {
            _reasons[index] = reason;
            _queue.Add(index);
        }
        else if (!_isThere[index])
        {
            // What is there needs nothing built for it; what depends on it may still have to be built anew.
            _isThere[index] = true;
            if (_request.Dependents)
            {
                _queue.Add(index);
            }
        }
    }
}
