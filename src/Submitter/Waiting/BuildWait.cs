using System.Threading.Channels;
using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Waiting;

/// <summary>Follows the build of one request to its end.</summary>
internal sealed class BuildWait(IBuildEvents events, BuildProgress progress)
{
    private readonly HashSet<Guid> _seen = [];

    /// <summary>The end of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancel">Asks for the build to be cancelled, or throws to leave it.</param>
    /// <param name="interrupted">Cancelled by Ctrl-C; then <paramref name="cancel"/> is called once, and the end is waited for all the same.</param>
    public async Task<BuildCompleted> ToEndAsync(RequestId request, Func<Task> cancel, CancellationToken interrupted)
    {
        var interruption = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = interrupted.Register(() => interruption.TrySetResult()).ConfigureAwait(false);
        using var done = new CancellationTokenSource();
        var end = FollowAsync(request, done.Token);
        try
        {
            if (await Task.WhenAny(end, interruption.Task).ConfigureAwait(false) == interruption.Task && !end.IsCompleted)
            {
                progress.Cancelling();
                await cancel().ConfigureAwait(false);
            }

            return await end.ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<BuildCompleted> FollowAsync(RequestId request, CancellationToken cancellationToken)
    {
        await foreach (var message in events.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (eventId, requests) = message switch
            {
                BuildStarted e => (e.EventId, e.Requests),
                JobStarted e => (e.EventId, e.Requests),
                JobCompleted e => (e.EventId, e.Requests),
                BuildCompleted e => (e.EventId, e.Requests),
                _ => (Guid.Empty, []),
            };
            if (!requests.Contains(request) || !_seen.Add(eventId))
            {
                continue;
            }

            progress.OnEvent(message);
            if (message is BuildCompleted completed)
            {
                return completed;
            }
        }

        throw new ChannelClosedException("The events ended before the build did.");
    }
}
