namespace Wolfictl.CacheWorker;

/// <summary>
/// The root of what this library throws about its folder, its options and the checksums it is given.
/// It does not cover a source that can't be fetched: that is a result. Cancelling throws <see cref="OperationCanceledException"/>.
/// </summary>
public abstract class CacheWorkerException : Exception
{
    /// <summary>Says what happened, where, and what to do next.</summary>
    protected CacheWorkerException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
