using System.Net.Http.Headers;

namespace Wolfictl.Kubernetes.Client;

/// <summary>How long to wait before a request is sent again: what the server asks for and a little more, else doubling with jitter.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Never less than what was asked for; up to a quarter more, so that clients that were told the same don't come back at once.</summary>
    public static TimeSpan AskedFor(TimeSpan asked) => asked + (TimeSpan.FromMilliseconds(20) + asked * 0.25) * Random01();

    public static TimeSpan? Read(RetryConditionHeaderValue? header, TimeProvider time) => header switch
    {
        { Delta: { } delta } when delta >= TimeSpan.Zero => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>From half to once and a half of <paramref name="first"/>, doubled with each attempt, at most 10 s.</summary>
    public static TimeSpan Doubling(TimeSpan first, int attempt)
    {
        var delay = first * Math.Pow(2, Math.Clamp(attempt - 1, 0, 10)) * (0.5 + Random01());
        return delay < Longest ? delay : Longest;
    }

    // Spreads the repeats of many clients; not a secret.
#pragma warning disable CA5394
    private static double Random01() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}
