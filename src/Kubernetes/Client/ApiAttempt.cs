namespace Wolfictl.Kubernetes.Client;

/// <summary>One sending of a request, and what it came to.</summary>
/// <param name="Call">The request.</param>
/// <param name="Read">Makes the result of the answer.</param>
/// <param name="KeepOpen">Whether the answer stays open for the result.</param>
internal sealed record ApiAttempt<T>(ApiCall Call, Func<HttpResponseMessage, CancellationToken, Task<T>> Read, bool KeepOpen)
{
    public T? Result { get; set; }

    /// <summary>The wait that the server asked for.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Whether another try may help.</summary>
    public bool MayPass { get; set; }

    /// <summary>Whether the request certainly did not get to the server.</summary>
    public bool NotSent { get; set; }
}
