namespace Wolfictl.Scheduler.Logs;

/// <summary>The log of one attempt, written line by line.</summary>
public interface IJobLog : IAsyncDisposable
{
    /// <summary>Where it can be read: told to people in results.</summary>
    string Location { get; }

    /// <summary>Adds a line, already neutralised by <see cref="LogText"/>; safe to call from one task at a time.</summary>
    ValueTask WriteAsync(string line, CancellationToken cancellationToken);
}
