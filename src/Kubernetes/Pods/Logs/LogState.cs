namespace Wolfictl.Kubernetes.Pods;

/// <summary>What is the case with a container, as far as its log is concerned.</summary>
internal enum LogState
{
    /// <summary>It may write on, or begin to.</summary>
    Open,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>It never ran and never will.</summary>
    NeverRan,

    /// <summary>Its pod is gone.</summary>
    Gone,
}
