namespace Wolfictl.Hosting.Health;

/// <summary>Tells when a queue has had no consumer, or messages and no delivery to this process, for as long as patience lasts.</summary>
internal sealed class QueueStall(TimeSpan patience, TimeProvider clock)
{
    private long? _since;
    private long _delivered = -1;

    /// <summary>Patience is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>One answer of the broker's, beside the number of deliveries that this process has seen so far.</summary>
    public void Observe(uint consumers, uint messages, long delivered)
    {
        var stalled = consumers == 0 || (messages > 0 && delivered == _delivered);
        _delivered = delivered;
        if (!stalled)
        {
            Reset();
            return;
        }

        _since ??= clock.GetTimestamp();
        IsOver = clock.GetElapsedTime(_since.Value) >= patience;
    }

    /// <summary>All is well, or the broker did not answer: whatever that is, it is not ours.</summary>
    public void Reset()
    {
        _since = null;
        IsOver = false;
    }
}
