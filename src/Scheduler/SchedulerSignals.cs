namespace Wolfictl.Scheduler;

/// <summary>Wakes the loops when there may be work. A signal only makes them look sooner: each also looks by itself once a second.</summary>
public sealed class SchedulerSignals
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The next signal; taken before looking for work, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes whoever waits.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Waits for <paramref name="signal"/>, a second at most.</summary>
    public static async Task WaitAsync(Task signal, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signal);
        try
        {
            await signal.WaitAsync(Interval, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Time to look.
        }
    }
}
