namespace Wolfictl.Scheduler.Builds;

/// <summary>Collects the events of one transition and numbers them within their build.</summary>
internal sealed class EventLog(Build build, DateTimeOffset now)
{
    private readonly List<object> _events = [];

    public Build Build { get; } = build;

    public DateTimeOffset Now { get; } = now;

    public void Add(Func<(Guid EventId, long Sequence), object> make) =>
        _events.Add(make((Guid.CreateVersion7(Now), Build.Sequence + _events.Count + 1)));

    /// <summary>The transition to <paramref name="next"/> with the events so far.</summary>
    public Transition Seal(Build next) => new(next with { Sequence = Build.Sequence + _events.Count }, _events);
}
