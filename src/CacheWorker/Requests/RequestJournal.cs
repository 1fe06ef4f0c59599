using System.Threading.Channels;
using Wolfictl.Contracts;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>
/// What was asked for and what became of it, one file each: <c>received/&lt;id&gt;.json</c>, <c>completed/&lt;id&gt;.json</c> with the event as it is published, and
/// <c>published/&lt;id&gt;</c> once the broker has it. A file is on disk, whole, before anything is done that rests on it; so a process that is killed anywhere carries on where it was.
/// </summary>
/// <remarks>For the one process that holds the lock of the state directory.</remarks>
internal sealed class RequestJournal
{
    private readonly JournalFolder _received;
    private readonly JournalFolder _completed;
    private readonly JournalFolder _published;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<RequestId, int> _toPublish = [];
    private readonly Channel<CacheRequested> _unfinished = Channel.CreateUnbounded<CacheRequested>();
    private readonly Channel<CacheCompleted> _unpublished = Channel.CreateUnbounded<CacheCompleted>();

    /// <exception cref="JournalException">A file can't be read.</exception>
    public RequestJournal(string folder, TimeProvider clock)
    {
        _clock = clock;
        _received = new JournalFolder(Path.Combine(folder, "received"));
        _completed = new JournalFolder(Path.Combine(folder, "completed"));
        _published = new JournalFolder(Path.Combine(folder, "published"));
        foreach (var id in _received.List().Where(id => !_completed.Has(id)))
        {
            _unfinished.Writer.TryWrite(_received.Read(id, ContractsJson.Default.CacheRequested));
        }

        foreach (var id in _completed.List().Where(id => !_published.Has(id)))
        {
            Publish(_completed.Read(id, ContractsJson.Default.CacheCompleted));
        }
    }

    /// <summary>Requests to work on: those that an earlier process left first, in the order in which they were submitted.</summary>
    public ChannelReader<CacheRequested> Unfinished => _unfinished.Reader;

    /// <summary>Events to publish; each is to be given to <see cref="MarkPublished"/> or <see cref="PublishLater"/>.</summary>
    public ChannelReader<CacheCompleted> Unpublished => _unpublished.Reader;

    /// <summary>Writes a request down. One that is known changes nothing; if it is done, its event is published again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">Its end, where it is known at once.</param>
    /// <returns>Whether it is a new one.</returns>
    public bool Receive(CacheRequested request, CacheCompleted? answer = null)
    {
        lock (_gate)
        {
            if (_completed.Has(request.RequestId))
            {
                _published.Delete(request.RequestId);
                Publish(_completed.Read(request.RequestId, ContractsJson.Default.CacheCompleted));
                return false;
            }

            if (_received.Has(request.RequestId))
            {
                return false;
            }

            if (answer is not null)
            {
                Complete(answer);
                return true;
            }

            _received.Write(request.RequestId, request, ContractsJson.Default.CacheRequested);
            _unfinished.Writer.TryWrite(request);
            return true;
        }
    }

    /// <summary>Writes down how a request ended.</summary>
    public void Complete(CacheCompleted completed)
    {
        lock (_gate)
        {
            _completed.Write(completed.RequestId, completed, ContractsJson.Default.CacheCompleted);
            Publish(completed);
        }
    }

    /// <summary>The broker has it.</summary>
    public void MarkPublished(CacheCompleted completed)
    {
        lock (_gate)
        {
            // Not while it is to be published once more, for a request that came again.
            if (--_toPublish[completed.RequestId] == 0)
            {
                _toPublish.Remove(completed.RequestId);
                _published.Mark(completed.RequestId);
            }
        }
    }

    /// <summary>The broker did not take it: behind the others.</summary>
    public void PublishLater(CacheCompleted completed) => _unpublished.Writer.TryWrite(completed);

    /// <summary>Forgets what was done and published longer ago than <paramref name="keep"/>.</summary>
    public void Forget(TimeSpan keep)
    {
        lock (_gate)
        {
            foreach (var id in _published.ListOlderThan(_clock.GetUtcNow() - keep))
            {
                // In this order a request that is half forgotten is still a finished one.
                _received.Delete(id);
                _completed.Delete(id);
                _published.Delete(id);
            }
        }
    }

    private void Publish(CacheCompleted completed)
    {
        _toPublish[completed.RequestId] = _toPublish.GetValueOrDefault(completed.RequestId) + 1;
        _unpublished.Writer.TryWrite(completed);
    }
}
