namespace Wolfictl.CacheWorker.Fetching;

/// <summary>The time that the attempts at one source may take together; waits between them, and for a slot, are not counted.</summary>
internal sealed class TimeBudget(TimeSpan total, TimeProvider time)
{
    public TimeProvider Clock => time;

    public TimeSpan Total { get; } = total;

    public TimeSpan Spent { get; private set; }

    /// <summary>A clock for one attempt: it cancels when the budget is used up, or when nothing has come for as long as it was last told to wait.</summary>
    public AttemptClock Start(TimeSpan idle, CancellationToken cancellationToken) => new(this, idle, cancellationToken);

    internal void Spend(TimeSpan time) => Spent += time;
}
