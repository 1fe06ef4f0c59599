namespace Wolfictl.Scheduler.Builds;

/// <summary>The next state of a build and the events that tell of it: one transaction of the store.</summary>
/// <param name="Build">The next state.</param>
/// <param name="Events">Messages of Contracts, in order.</param>
public sealed record Transition(Build Build, IReadOnlyList<object> Events);
