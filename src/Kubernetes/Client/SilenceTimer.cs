namespace Wolfictl.Kubernetes.Client;

/// <summary>Cancels when nothing has come for a while, or when the caller cancels. <see cref="Touch"/> says that something came.</summary>
internal sealed class SilenceTimer : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    public SilenceTimer(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        _longest = longest;
        _timer = new CancellationTokenSource(longest, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    public bool Expired => _timer.IsCancellationRequested;

    public void Touch() => _timer.CancelAfter(_longest);

    /// <summary>Stands still while nothing is read, since then nothing can come.</summary>
    public void Rest() => _timer.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
