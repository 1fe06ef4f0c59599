namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>A request that can't be planned; the message says why, for people.</summary>
internal sealed class PlanningException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Trying again may help: a registry that can't be reached.</summary>
    public bool IsTransient { get; } = isTransient;
}
