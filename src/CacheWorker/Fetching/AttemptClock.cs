namespace Wolfictl.CacheWorker.Fetching;

/// <summary>The time limits of one attempt.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly TimeBudget _budget;
    private readonly TimeSpan _idleTime;
    private readonly CancellationTokenSource _total;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _any;
    private readonly CancellationToken _asked;
    private long _since;

    internal AttemptClock(TimeBudget budget, TimeSpan idleTime, CancellationToken asked)
    {
        (_budget, _idleTime, _asked) = (budget, idleTime, asked);
        _total = new CancellationTokenSource(Left, budget.Clock);
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, budget.Clock);
        _any = CancellationTokenSource.CreateLinkedTokenSource(asked, _total.Token, _idle.Token);
        _since = budget.Clock.GetTimestamp();
    }

    public CancellationToken Token => _any.Token;

    private TimeSpan Left => _budget.Spent < _budget.Total ? _budget.Total - _budget.Spent : TimeSpan.Zero;

    /// <summary>Begins to wait for the origin's next sign of life.</summary>
    public void Wait(TimeSpan more = default) => _idle.CancelAfter(_idleTime + more);

    /// <summary>Stops waiting: what follows is our own work.</summary>
    public void Rest() => _idle.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Stops both limits while something is waited for that is not the origin's doing.</summary>
    public async Task PauseAsync(Task wait)
    {
        if (wait.IsCompletedSuccessfully)
        {
            return;
        }

        Rest();
        _total.CancelAfter(Timeout.InfiniteTimeSpan);
        _budget.Spend(_budget.Clock.GetElapsedTime(_since));
        await wait;
        _since = _budget.Clock.GetTimestamp();
        _total.CancelAfter(Left);
    }

    /// <summary>What a cancelled wait means; null if the caller asked for it.</summary>
    public FetchFault? Fault(Exception cause, long received)
    {
        if (_asked.IsCancellationRequested)
        {
            return null;
        }

        return _total.IsCancellationRequested
            ? new FetchFault($"not done within {Shown.Time(_budget.Total)}, {Shown.Bytes(received)} so far; what came is kept, run again or name a faster mirror (--mirror)", canPass: false, cause) { EndsAll = true }
            : new FetchFault($"nothing came for {Shown.Time(_idleTime)}", canPass: true, cause);
    }

    public void Dispose()
    {
        _budget.Spend(_budget.Clock.GetElapsedTime(_since));
        _any.Dispose();
        _idle.Dispose();
        _total.Dispose();
    }
}
