namespace Wolfictl.Scheduler.Engines;

/// <summary>An attempt that the engine has: at work if it has no ending.</summary>
/// <param name="Key">Which.</param>
/// <param name="Ending">How it ended.</param>
public sealed record JobSighting(JobKey Key, JobEnding? Ending);
