namespace Wolfictl.Hosting.Health;

/// <summary>Tells when a queue has had no consumer, or messages and no progress, for as long as patience lasts.</summary>
internal sealed class QueueStall(TimeSpan patience)
{
    private long? _since;
    private uint _waiting;

    /// <summary>Patience is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>One answer of the broker's. Fewer messages than before is progress; as many or more, with none consumed, is not.</summary>
    public void Observe(long now, uint consumers, uint messages, TimeProvider clock)
    {
        var stalled = consumers == 0 || (messages > 0 && _waiting > 0 && messages >= _waiting);
        _waiting = messages;
        if (!stalled)
        {
            _since = null;
            IsOver = false;
            return;
        }

        _since ??= now;
        IsOver = clock.GetElapsedTime(_since.Value, now) >= patience;
    }

    /// <summary>The broker did not answer: whatever it is, it is not ours.</summary>
    public void Reset()
    {
        _since = null;
        IsOver = false;
    }
}
