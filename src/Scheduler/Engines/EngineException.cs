namespace Wolfictl.Scheduler.Engines;

/// <summary>An engine could not run an attempt, through no fault of the build's. Does not cover make's own failures, which are endings.</summary>
public sealed class EngineException : Exception
{
    /// <summary>With a sentence for people, and the cause.</summary>
    public EngineException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
