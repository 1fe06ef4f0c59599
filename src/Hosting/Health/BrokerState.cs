namespace Wolfictl.Hosting.Health;

/// <summary>What the broker said of this process's queues when it was asked last.</summary>
public sealed class BrokerState
{
    private volatile string? _problem = "the broker has not been asked yet";

    /// <summary>What is wrong; none if all is well.</summary>
    public string? Problem
    {
        get => _problem;
        internal set => _problem = value;
    }
}
