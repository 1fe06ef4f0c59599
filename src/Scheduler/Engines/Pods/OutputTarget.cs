namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>Where a pod publishes what it builds.</summary>
/// <param name="Repository">The repository, without tag or digest.</param>
/// <param name="Tag">The attempt's own tag.</param>
/// <param name="PlainHttp">Whether the registry is reached by plain HTTP even where it is not on the loopback.</param>
public sealed record OutputTarget(string Repository, string Tag, bool PlainHttp = false);
