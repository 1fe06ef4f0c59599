using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Tries the places of one group in rounds until one brings the bytes, none is left, or the attempts are used up.</summary>
internal sealed class GroupFetch(FetchGroup group, IReadOnlyList<Place> places, SourceDownload download, FetchOptions options, SourceProgress progress, TimeProvider time)
{
    private const int MostResumptions = 100;
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(500);
    private readonly List<Place> _left = [.. places];
    private readonly Dictionary<Place, string> _said = [];
    private readonly TimeBudget _budget = new(options.TotalTime, time);
    private int _resumptions;
    private TimeSpan _busy;

    /// <summary>What each place said last, in the order of the places.</summary>
    public IReadOnlyList<string> Said => [.. places.Where(_said.ContainsKey).Select(place => $"{place.Name}: {_said[place]}{Advice(place)}")];

    /// <summary>The file and whether it was there; null if it can't be had.</summary>
    public async Task<(StoredSource File, bool WasThere)?> RunAsync(CancellationToken cancellationToken)
    {
        for (var round = 1; round <= options.Attempts && _left.Count > 0; round++)
        {
            FetchFault? last = null;
            TimeSpan? retryAfter = null;
            foreach (var place in _left.ToArray())
            {
                var (found, fault) = await TryPlaceAsync(place, cancellationToken);
                if (found is not null)
                {
                    return found;
                }

                if (fault is { EndsAll: true })
                {
                    return null;
                }

                (last, retryAfter) = (fault, Later(retryAfter, fault?.RetryAfter));
            }

            if (round < options.Attempts && _left.Count > 0)
            {
                await WaitAsync(last!.Message, Backoff.After(round, retryAfter, options), cancellationToken);
            }
        }

        return null;
    }

    /// <summary>One place; it is asked again at once, after a short wait, as long as each attempt brings bytes that the next can build on.</summary>
    private async Task<((StoredSource File, bool WasThere)? Found, FetchFault? Fault)> TryPlaceAsync(Place place, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await download.AttemptAsync(place, group.Checksums, _budget, progress, cancellationToken) is { } found)
                {
                    return (found, null);
                }

                if ((_busy += BusyWait) > options.TotalTime)
                {
                    throw new FetchFault("another worker has held its partial file for too long; look for one that hangs on this folder", canPass: false) { EndsAll = true };
                }

                await WaitAsync("another worker is fetching it", BusyWait, cancellationToken);
            }
            catch (FetchFault fault)
            {
                _said[place] = fault.Message;
                if (!fault.CanPass)
                {
                    _left.Remove(place);
                    return (null, fault);
                }

                if (!fault.Advanced || ++_resumptions > MostResumptions)
                {
                    return (null, fault);
                }

                await WaitAsync(fault.Message, Backoff.After(1, fault.RetryAfter, options), cancellationToken);
            }
        }
    }

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) => one > other || other is null ? one : other;

    private string Advice(Place place) => _left.Contains(place) ? $"; tried {options.Attempts} times, run again later or name a mirror that has the file (--mirror)" : string.Empty;

    private Task WaitAsync(string reason, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Begun before it is told, so that a listener may move a clock of its own.
        var waiting = Task.Delay(wait, time, cancellationToken);
        progress.Retrying(reason, wait);
        return waiting;
    }
}
