namespace Wolfictl.Scheduler.Engines.Outputs;

/// <summary>A file that a build made.</summary>
/// <param name="Name">Its name without folder.</param>
/// <param name="Path">Where it is.</param>
internal sealed record OutputFileOnDisk(string Name, string Path);
