namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>The store can't be used; the message says where it is and what to do. Does not cover single writes, which the database's own exception tells of.</summary>
public sealed class StoreException : Exception
{
    /// <summary>With a sentence for people, and the cause.</summary>
    public StoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
