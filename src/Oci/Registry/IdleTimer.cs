namespace Wolfictl.Oci.Registry;

/// <summary>Cancels when nothing has moved for a while, or when the caller cancels. <see cref="Touch"/> says that something moved.</summary>
internal sealed class IdleTimer : IDisposable
{
    private readonly TimeSpan _idle;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    public IdleTimer(TimeSpan idle, TimeProvider time, CancellationToken cancellationToken)
    {
        _idle = idle;
        _timer = new CancellationTokenSource(idle, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    public bool Expired => _timer.IsCancellationRequested;

    public void Touch() => _timer.CancelAfter(_idle);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
