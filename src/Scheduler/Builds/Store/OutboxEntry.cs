namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>An event that waits to be published.</summary>
/// <param name="Position">Its place in the outbox.</param>
/// <param name="EventId">Its id, also the message id.</param>
/// <param name="Type">Name of its type in Contracts.</param>
/// <param name="Json">The event.</param>
public sealed record OutboxEntry(long Position, Guid EventId, string Type, string Json);
