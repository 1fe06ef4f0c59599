namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Why an attempt failed, and whether another may do better.</summary>
internal sealed class FetchFault(string message, bool canPass, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether trying this place again later makes sense.</summary>
    public bool CanPass => canPass;

    /// <summary>What the origin asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether no other place needs to be tried: what failed is here, or time is up.</summary>
    public bool EndsAll { get; init; }

    /// <summary>Whether bytes came that the next attempt can build on.</summary>
    public bool Advanced { get; set; }
}
