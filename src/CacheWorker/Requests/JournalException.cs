namespace Wolfictl.CacheWorker.Requests;

/// <summary>The worker's own record of its requests can't be read or written: the process ends rather than forget one.</summary>
public sealed class JournalException : CacheWorkerException
{
    internal JournalException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
