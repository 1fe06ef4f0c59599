namespace Wolfictl.Scheduler.Engines;

/// <summary>Whose fault a failure is, and so whether another attempt may help.</summary>
public enum FailureClass
{
    /// <summary>The build's own: it would fail again.</summary>
    Build,

    /// <summary>The machine's or the cluster's: tried again, at most twice.</summary>
    Infrastructure,
}
