using Wolfictl.Melange.Graph;

namespace Wolfictl.Melange.Planning;

/// <summary>Which packages a plan holds, and why each does.</summary>
internal sealed class PlanSelection
{
    private readonly DependencyGraph _graph;
    private readonly PlanRequest _request;
    private readonly Dictionary<int, PlanReason> _reasons = [];
    private readonly HashSet<int> _there = [];

    public PlanSelection(DependencyGraph graph, PlanRequest request)
    {
        _graph = graph;
        _request = request;
        var asked = request.Packages.Count == 0
            ? Enumerable.Range(0, graph.Count)
            : request.Packages.Select(graph.IndexOf).Where(index => index >= 0).Distinct().Order();
        var queue = new Queue<int>();
        foreach (var index in asked)
        {
            AskedFor++;
            Take(index, PlanReason.AskedFor, queue);
        }

        while (queue.TryDequeue(out var index))
        {
            if (request.Dependents)
            {
                TakeDependents(index, queue);
            }
            else if (!request.Only)
            {
                TakeNeeds(index, queue);
            }
        }

        AlreadyThere = [.. _there.Order().Select(graph.NameOf)];
    }

    public int AskedFor { get; }

    public IEnumerable<int> Planned => _reasons.Keys;

    public IReadOnlyList<string> AlreadyThere { get; }

    public PlanReason ReasonOf(int index) => _reasons[index];

    private void TakeNeeds(int index, Queue<int> queue)
    {
        foreach (var edge in _graph.Needs(index))
        {
            if (!_reasons.ContainsKey(edge.To))
            {
                Take(edge.To, new PlanReason(PlanReasonKind.NeededBy, _graph.NameOf(index), edge.Need.Name, edge.Need.Pipeline), queue);
            }
        }
    }

    private void TakeDependents(int index, Queue<int> queue)
    {
        foreach (var dependent in _graph.NeededBy(index))
        {
            if (_reasons.ContainsKey(dependent))
            {
                continue;
            }

            foreach (var edge in _graph.Needs(dependent))
            {
                if (edge.To == index)
                {
                    Take(dependent, new PlanReason(PlanReasonKind.DependsOnChanged, _graph.NameOf(index), edge.Need.Name, edge.Need.Pipeline), queue);
                }
            }
        }
    }

    private void Take(int index, PlanReason reason, Queue<int> queue)
    {
        if (_request.AlreadyBuilt?.Contains(_graph.Architecture, _graph.Packages[index].Configuration.ApkFileName) is true)
        {
            // What is there needs nothing built for it; what depends on it may still have to be built anew.
            if (_there.Add(index) && _request.Dependents)
            {
                queue.Enqueue(index);
            }
        }
        else
        {
            _reasons.Add(index, reason);
            queue.Enqueue(index);
        }
    }
}
