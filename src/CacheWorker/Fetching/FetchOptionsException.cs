namespace Wolfictl.CacheWorker.Fetching;

/// <summary>A value of <see cref="FetchOptions"/> that can't be used.</summary>
public sealed class FetchOptionsException : CacheWorkerException
{
    internal FetchOptionsException(string key, string message)
        : base($"{key}: {message}")
    {
        Key = key;
    }

    /// <summary>The name of the property.</summary>
    public string Key { get; }
}
