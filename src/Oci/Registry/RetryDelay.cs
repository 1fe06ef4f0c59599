using System.Net;

namespace Wolfictl.Oci.Registry;

/// <summary>How long to wait before a request is repeated: what the server asks for, else doubling with jitter.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    public static TimeSpan For(HttpResponseMessage response, int attempt, TimeProvider time)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => Jittered(TimeSpan.FromMilliseconds(500), attempt),
        };
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked > Longest ? Longest : asked;
    }

    /// <summary>After a connection that was refused or cut: short, since a person may be waiting to hear that nothing listens there.</summary>
    public static TimeSpan AfterCut(int attempt) => Jittered(TimeSpan.FromMilliseconds(100), attempt);

    private static TimeSpan Jittered(TimeSpan first, int attempt)
    {
        // Spreads the repeats of many clients; not a secret.
#pragma warning disable CA5394
        var factor = 0.5 + Random.Shared.NextDouble();
#pragma warning restore CA5394
        return first * Math.Min(64, 1 << Math.Min(attempt - 1, 6)) * factor;
    }
}
