namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Counts what comes for one source and tells of it, seldom enough to cost nothing.</summary>
internal sealed class SourceProgress(SourceToFetch source, IProgress<FetchEvent>? listener, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private long _told;

    /// <summary>Bytes over the network.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Requests begun.</summary>
    public int Attempts { get; set; }

    public void Started(Place place, long resumedAt, long? length)
    {
        _told = time.GetTimestamp();
        listener?.Report(new FetchStarted { Source = source, From = place.Name, Attempt = Attempts, ResumedAt = resumedAt, Length = length });
    }

    public void Advanced(int bytes, long received, long? length)
    {
        BytesReceived += bytes;
        if (listener is not null && (received == length || time.GetElapsedTime(_told) >= Pause))
        {
            _told = time.GetTimestamp();
            listener.Report(new FetchAdvanced { Source = source, Received = received, Length = length });
        }
    }

    public void Retrying(string reason, TimeSpan wait) => listener?.Report(new FetchRetrying { Source = source, Reason = reason, Wait = wait });
}
