namespace Wolfictl.Scheduler.Engines.Pods.Publishing;

/// <summary>Nothing, or not all, could be published because the build did not start, or not end, in time. Does not cover the registry's own failures.</summary>
public sealed class PodPublishException : Exception
{
    /// <summary>With a sentence for people.</summary>
    public PodPublishException(string message)
        : base(message)
    {
    }
}
