namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>How far a build pod is.</summary>
public enum PodStage
{
    /// <summary>No init container has run yet: it waits for a node, an image or a volume.</summary>
    Pending,

    /// <summary>Init containers unpack and download.</summary>
    Initializing,

    /// <summary>make runs, or is about to.</summary>
    Building,

    /// <summary>make has ended; what it left is published and uploaded.</summary>
    Publishing,

    /// <summary>All went well.</summary>
    Succeeded,

    /// <summary>It ended otherwise, or never will end well.</summary>
    Failed,
}
