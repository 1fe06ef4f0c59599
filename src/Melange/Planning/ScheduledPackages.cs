namespace Wolfictl.Melange.Planning;

/// <summary>The packages of a plan with their durations and levels.</summary>
internal sealed class ScheduledPackages
{
    private readonly TimeSpan[] _durations;
    private readonly List<int>[] _neededBy;
    private readonly int[] _needs;
    private readonly TimeSpan[] _remaining;

    public ScheduledPackages(ArchitecturePlan plan, PackageDurations durations)
    {
        var count = plan.Packages.Count;
        var indexes = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var level = new int[count];
        _durations = new TimeSpan[count];
        _neededBy = new List<int>[count];
        _needs = new int[count];
        _remaining = new TimeSpan[count];
        for (var i = 0; i < count; i++)
        {
            var package = plan.Packages[i];
            indexes[package.Name] = i;
            _neededBy[i] = [];
            _durations[i] = durations.Of(package.Name);
            _needs[i] = package.Needs.Count;
            Total += _durations[i];
            foreach (var need in package.Needs.Select(need => indexes[need]))
            {
                _neededBy[need].Add(i);
                level[i] = Math.Max(level[i], level[need] + 1);
            }

            if (level[i] == Levels.Count)
            {
                Levels.Add(0);
            }

            Levels[level[i]]++;
        }

        // The plan is in order, so that what needs a package comes after it.
        for (var i = count - 1; i >= 0; i--)
        {
            _remaining[i] = _durations[i] + _neededBy[i].Select(next => _remaining[next]).DefaultIfEmpty().Max();
        }
    }

    /// <summary>How many packages each level has; a package is one level above the highest that it needs.</summary>
    public List<int> Levels { get; } = [];

    public TimeSpan Total { get; }

    public TimeSpan LongestDuration => _remaining.DefaultIfEmpty().Max();

    public List<int> LongestChain()
    {
        var chain = new List<int>();
        var next = Longest(Enumerable.Range(0, _remaining.Length).Where(index => _needs[index] == 0));
        while (next >= 0)
        {
            chain.Add(next);
            next = Longest(_neededBy[next]);
        }

        return chain;
    }

    public TimeSpan With(int machines)
    {
        var waiting = (int[])_needs.Clone();
        var ready = new PriorityQueue<int, (TimeSpan, int)>();
        var running = new PriorityQueue<int, (TimeSpan, int)>();
        var now = TimeSpan.Zero;
        Add(Enumerable.Range(0, waiting.Length).Where(index => waiting[index] == 0));
        while (ready.Count > 0 || running.Count > 0)
        {
            while (running.Count < machines && ready.TryDequeue(out var index, out _))
            {
                running.Enqueue(index, (now + _durations[index], index));
            }

            running.TryDequeue(out var done, out var at);
            now = at.Item1;
            Add(_neededBy[done].Where(next => --waiting[next] == 0));
        }

        return now;

        void Add(IEnumerable<int> indexes)
        {
            foreach (var index in indexes)
            {
                ready.Enqueue(index, (-_remaining[index], index));
            }
        }
    }

    private int Longest(IEnumerable<int> indexes)
    {
        var best = -1;
        foreach (var index in indexes)
        {
            best = best < 0 || _remaining[index] > _remaining[best] ? index : best;
        }

        return best;
    }
}
