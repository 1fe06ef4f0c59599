namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Asks an origin with HEAD; one that doesn't know HEAD is asked with GET, and its body left unread.</summary>
internal sealed class OriginProbe(OriginClient origins, DownloadSlots slots, FetchOptions options, TimeProvider time)
{
    public async Task<OriginCheck> AskAsync(SourceToFetch source, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        var places = Places.Of([source.Uri], source.Checksums.Name, [], refused);
        if (places.Count == 0)
        {
            return new OriginCheck { Source = source, IsAlive = false, Message = refused[0] };
        }

        FetchFault? fault = null;
        for (var attempt = 1; attempt <= options.Attempts; attempt++)
        {
            try
            {
                return new OriginCheck { Source = source, IsAlive = true, Length = await AskOnceAsync(places[0], cancellationToken) };
            }
            catch (FetchFault failed)
            {
                fault = failed;
                if (!failed.CanPass)
                {
                    break;
                }

                if (attempt < options.Attempts)
                {
                    await Task.Delay(Backoff.After(attempt, failed.RetryAfter, options), time, cancellationToken);
                }
            }
        }

        return new OriginCheck { Source = source, IsAlive = false, Message = $"{places[0].Name}: {fault!.Message}" };
    }

    private async Task<long?> AskOnceAsync(Place place, CancellationToken cancellationToken)
    {
        using var slot = await slots.EnterAsync(place.Uri, cancellationToken);
        using var clock = new TimeBudget(options.TotalTime, time).Start(options.IdleTime, cancellationToken);
        try
        {
            using var head = await origins.SendAsync(HttpMethod.Head, place, null, slot, clock);
            if ((int)head.StatusCode is not (403 or 405 or 501))
            {
                return Length(head);
            }

            using var get = await origins.SendAsync(HttpMethod.Get, place, null, slot, clock);
            return Length(get);
        }
        catch (OperationCanceledException cancelled)
        {
            throw clock.Fault(cancelled, 0) ?? (Exception)cancelled;
        }
    }

    private long? Length(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? answer.Content.Headers.ContentLength : throw StatusFault.Of(answer, options, time);
}
