namespace Wolfictl.CacheWorker.Fetching;

/// <summary>How long to wait before the next attempt: doubling, half of it random so that many workers don't come back at once.</summary>
internal static class Backoff
{
    public static TimeSpan After(int failures, TimeSpan? retryAfter, FetchOptions options)
    {
        var longest = Math.Min(options.LongestWait.TotalMilliseconds, options.FirstWait.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 20)));
        var chosen = TimeSpan.FromMilliseconds(longest * (0.5 + Random.Shared.NextDouble() / 2));

        // Never sooner than asked, and not all at the same moment either.
        return retryAfter is { } asked ? asked + chosen / 4 : chosen;
    }
}
