using System.Buffers;
using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>One attempt: asks one place, resumes what is there if it is still the same file, and stores what comes if it is what was wanted.</summary>
internal sealed class SourceDownload(OriginClient origins, DownloadSlots slots, SourceStore store, FetchOptions options)
{
    private const int ReadAtOnce = 256 << 10;
    private const long WorthAskingTheDisk = 1 << 20;

    /// <summary>The stored file, and whether it was there before; null while another worker is fetching it.</summary>
    /// <exception cref="FetchFault">The attempt failed.</exception>
    /// <exception cref="SourceStoreException">The folder can't be written to.</exception>
    public async Task<(StoredSource File, bool WasThere)?> AttemptAsync(Place place, SourceChecksums expected, TimeBudget budget, SourceProgress progress, CancellationToken cancellationToken)
    {
        using var slot = await slots.EnterAsync(place.Uri, cancellationToken);
        using var partial = store.TryOpenPartial(expected);
        if (partial is null)
        {
            return null;
        }

        if (await store.FindAsync(expected, cancellationToken) is { } found)
        {
            partial.Discard();
            return (found, true);
        }

        progress.Attempts++;
        using var clock = budget.Start(options.IdleTime, cancellationToken);
        try
        {
            return (await FetchAsync(place, expected, partial, slot, clock, progress, budget.Clock), false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw clock.Fault(cancelled, partial.Length) is { } fault ? Advanced(fault, partial) : cancelled;
        }
        catch (FetchFault fault)
        {
            throw Advanced(fault, partial);
        }
    }

    private static FetchFault Advanced(FetchFault fault, PartialSource partial)
    {
        fault.Advanced = partial.Origin?.Validator is not null && partial.Length > partial.Kept;
        return fault;
    }

    private async Task<StoredSource> FetchAsync(Place place, SourceChecksums expected, PartialSource partial, DownloadSlot slot, AttemptClock clock, SourceProgress progress, TimeProvider time)
    {
        var range = partial is { Kept: > 0, Origin: { Validator: { } validator } origin } && origin.Uri == place.Uri.AbsoluteUri
            ? new RangeRequest(partial.Kept, validator)
            : null;
        while (true)
        {
            using var answer = await origins.SendAsync(HttpMethod.Get, place, range, slot, clock);
            var status = (int)answer.StatusCode;
            if (range is not null && (status == 416 || (status == 206 && !AnswerRange.Continues(answer, range.From, partial.Origin?.Length))))
            {
                range = null; // What we kept is not what the origin goes on with: once more from the start.
                continue;
            }

            if (status != 200 && (status != 206 || (range is null && !AnswerRange.Continues(answer, 0, null))))
            {
                throw status == 206
                    ? new FetchFault("the origin answered with another part of the file than the one asked for", canPass: false)
                    : StatusFault.Of(answer, options, time);
            }

            clock.Rest();
            var length = CheckedLength(answer, partial);
            if (range is not null && status == 206)
            {
                await partial.ResumeAsync(clock.Token);
            }
            else
            {
                range = null;
                partial.Restart(AnswerRange.OriginOf(answer, place));
            }

            progress.Started(place, partial.Length, length);
            await CopyAsync(answer, partial, length, clock, progress);
            try
            {
                return await partial.CommitAsync();
            }
            catch (ChecksumMismatchException) when (range is not null)
            {
                range = null; // The kept part may be at fault; from the start there is no such excuse.
            }
            catch (ChecksumMismatchException mismatch)
            {
                var type = answer.Content.Headers.ContentType?.MediaType is { } media ? $", {Shown.Text(media)}" : string.Empty;
                throw new FetchFault(
                    $"wrong bytes{type}: {mismatch.Message["wrong bytes: ".Length..]}; nothing was stored; compare with upstream before the checksum in the configuration is changed",
                    canPass: false,
                    mismatch);
            }
        }
    }

    /// <summary>The size the origin tells, if it is within the limit and the disk has room for the rest.</summary>
    private long? CheckedLength(HttpResponseMessage answer, PartialSource partial)
    {
        var length = AnswerRange.LengthOf(answer);
        if (length > options.MaxBytes)
        {
            throw new FetchFault($"too large: {Shown.Bytes(length.Value)}, the limit is {Shown.Bytes(options.MaxBytes)}", canPass: false);
        }

        if (answer.Content.Headers.ContentLength is > WorthAskingTheDisk and var coming)
        {
            var free = store.FreeBytes() + ((int)answer.StatusCode == 206 ? 0 : partial.Kept);
            if (coming > free)
            {
                var message = $"no room for it: {Shown.Bytes(coming)} to come, {Shown.Bytes(free)} free in {store.Folder}; make room (wolfictl cache prune) or choose another folder with --out";
                throw new FetchFault(message, canPass: false) { EndsAll = true };
            }
        }

        return length;
    }

    private async Task CopyAsync(HttpResponseMessage answer, PartialSource partial, long? length, AttemptClock clock, SourceProgress progress)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(clock.Token);
            while (true)
            {
                var reading = body.ReadAsync(buffer, clock.Token);
                if (!reading.IsCompleted)
                {
                    clock.Wait();
                }

                var read = await reading;
                if (read == 0)
                {
                    clock.Rest();
                    return;
                }

                partial.Append(buffer.AsSpan(0, read));
                progress.Advanced(read, partial.Length, length);
                if (partial.Length > options.MaxBytes)
                {
                    partial.Restart(null);
                    throw new FetchFault($"too large: more than the limit of {Shown.Bytes(options.MaxBytes)} came", canPass: false);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException && !clock.Token.IsCancellationRequested)
        {
            throw TransportFault.Of(fault) is { CanPass: true } cut
                ? new FetchFault($"{cut.Message}, after {Shown.Bytes(partial.Length)}{(length is { } whole ? $" of {Shown.Bytes(whole)}" : string.Empty)}", canPass: true, fault)
                : TransportFault.Of(fault);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw new OperationCanceledException("the wait was cancelled", fault, clock.Token);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
