using System.Globalization;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Caching;

/// <summary>Says how fetching goes: on a terminal one line of files, bytes, rate and time left, else a line for each file; what went wrong always.</summary>
internal sealed class CacheProgress(StatusLine status, int files, bool isTerminal, TimeProvider clock) : IProgress<FetchEvent>
{
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly Dictionary<SourceToFetch, Download> _underWay = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ContentName> _done = [];
    private long _finishedBytes;
    private long _fetchedSize;
    private int _fetched;

    public void Report(FetchEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case FetchStarted started:
                    _underWay[started.Source] = new Download(started.ResumedAt, started.ResumedAt, started.Length);
                    break;
                case FetchAdvanced advanced:
                    var from = _underWay.TryGetValue(advanced.Source, out var known) ? known.From : 0;
                    _underWay[advanced.Source] = new Download(from, advanced.Received, advanced.Length);
                    break;
                case FetchRetrying retrying:
                    status.Write(string.Create(CultureInfo.InvariantCulture, $"retrying {retrying.Source.ShownUri} in {retrying.Wait.TotalSeconds:0.#} s: {retrying.Reason}"));
                    break;
                case FetchFinished finished:
                    Finish(finished.Result);
                    break;
            }

            status.Set(Text());
        }
    }

    private void Finish(FetchResult result)
    {
        _underWay.Remove(result.Source);
        var isFirst = _done.Add(result.Source.Checksums.Name);
        _finishedBytes += result.BytesReceived;
        if (result.Outcome == FetchOutcome.Failed)
        {
            status.Write($"failed {result.Message ?? result.Source.ShownUri}");
        }
        else if (result.Outcome == FetchOutcome.Fetched && isFirst)
        {
            _fetched++;
            _fetchedSize += result.Size ?? 0;
            if (!isTerminal)
            {
                status.Write($"fetched {_done.Count}/{files} {ByteText.Of(result.Size ?? 0)} {result.Source.ShownUri}");
            }
        }
    }

    private string Text()
    {
        var bytes = _finishedBytes + _underWay.Values.Sum(download => download.Received - download.From);
        var rate = bytes / Math.Max(clock.GetElapsedTime(_started).TotalSeconds, 0.1);
        var text = $"{_done.Count}/{files} files, {ByteText.Of(bytes)}, {ByteText.Of(rate)}/s";
        return Left(rate) is { } left ? string.Create(CultureInfo.InvariantCulture, $"{text}, {(int)left.TotalMinutes}:{left.Seconds:00} left") : text;
    }

    /// <summary>What is not begun is taken for as large as what was fetched, on average; none while that is a guess at nothing.</summary>
    private TimeSpan? Left(double rate)
    {
        if (_fetched == 0 || rate <= 0)
        {
            return null;
        }

        var average = _fetchedSize / (double)_fetched;
        var known = _underWay.Values.Sum(download => Math.Max((download.Length ?? average) - download.Received, 0));
        var seconds = (known + average * Math.Max(files - _done.Count - _underWay.Count, 0)) / rate;
        return seconds < TimeSpan.FromDays(1).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private readonly record struct Download(long From, long Received, long? Length);
}
