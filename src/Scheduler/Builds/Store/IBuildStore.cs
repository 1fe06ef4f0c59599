using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>
/// Keeps builds, their plans and the outbox. A change of state and the events that tell of it are one transaction: both are there after a crash, or neither.
/// </summary>
public interface IBuildStore
{
    /// <summary>Brings the schema to this version's.</summary>
    /// <exception cref="StoreException">The store is of a later version, or can't be opened.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Adds a build that was just received. Not added if its request is known, or an unfinished build has its content key.</summary>
    Task<bool> AddAsync(Build build, CancellationToken cancellationToken);

    /// <summary>Writes the next state, its events, and plans where given. Refused if the build was written since it was read.</summary>
    Task<bool> SaveAsync(Transition transition, IReadOnlyList<JobPlan>? plans, CancellationToken cancellationToken);

    /// <summary>A build by its id.</summary>
    Task<Build?> FindAsync(BuildId id, CancellationToken cancellationToken);

    /// <summary>The build that a request asked for, or joined.</summary>
    Task<Build?> FindByRequestAsync(RequestId request, CancellationToken cancellationToken);

    /// <summary>The unfinished build of a content key.</summary>
    Task<Build?> FindUnfinishedAsync(string contentKey, CancellationToken cancellationToken);

    /// <summary>All unfinished builds: high priority first, then the oldest.</summary>
    Task<IReadOnlyList<Build>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>The plan of one architecture.</summary>
    Task<JobPlan?> FindPlanAsync(BuildId id, Architecture architecture, CancellationToken cancellationToken);

    /// <summary>Puts all events of a build into the outbox again, with the same ids and the requests as they are now.</summary>
    Task RepublishAsync(Build build, CancellationToken cancellationToken);

    /// <summary>Events that the broker has not confirmed, in order.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListUnpublishedAsync(int most, CancellationToken cancellationToken);

    /// <summary>The broker has confirmed these.</summary>
    Task MarkPublishedAsync(IReadOnlyCollection<long> positions, CancellationToken cancellationToken);

    /// <summary>Remembers that a request was withdrawn before it came.</summary>
    Task RememberWithdrawalAsync(RequestId request, CancellationToken cancellationToken);

    /// <summary>Tells whether a request was withdrawn before it came.</summary>
    Task<bool> WasWithdrawnAsync(RequestId request, CancellationToken cancellationToken);

    /// <summary>Remembers the end of a cache request, for builds that wait for it now or come later.</summary>
    Task RememberCacheAsync(CacheCompleted cache, CancellationToken cancellationToken);

    /// <summary>The end of a cache request, if it is known.</summary>
    Task<CacheCompleted?> FindCacheAsync(RequestId request, CancellationToken cancellationToken);
}
