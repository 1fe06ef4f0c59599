using System.Net;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>What an answer that brings no file means.</summary>
internal static class StatusFault
{
    public static FetchFault Of(HttpResponseMessage answer, FetchOptions options, TimeProvider time)
    {
        var status = (int)answer.StatusCode;
        var said = $"the origin answered {status}{(Reason(answer.StatusCode) is { } reason ? " " + reason : string.Empty)}";
        return status switch
        {
            408 or 425 or 429 or >= 500 and not (501 or 505) => new FetchFault(said, canPass: true) { RetryAfter = RetryAfter(answer, options, time) },
            401 or 407 => new FetchFault($"{said}; credentials are not sent, name a mirror that has the file (--mirror)", canPass: false),
            403 or 404 or 410 or 451 => new FetchFault($"{said}; check the URI, or name a mirror that has the file (--mirror)", canPass: false),
            _ => new FetchFault($"{said} where 200 or 206 was expected", canPass: false),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, FetchOptions options, TimeProvider time)
    {
        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is null || wait < TimeSpan.Zero ? null : wait > options.LongestRetryAfter ? options.LongestRetryAfter : wait;
    }

    private static string? Reason(HttpStatusCode status) => Enum.IsDefined(status) ? status.ToString() : null;
}
