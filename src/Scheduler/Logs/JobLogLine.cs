using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Logs;

/// <summary>A line as it was logged, for whoever follows in the same process.</summary>
/// <param name="Job">Whose.</param>
/// <param name="Text">The line, neutralised.</param>
public sealed record JobLogLine(JobKey Job, string Text);
