using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds;

/// <summary>A build as the store keeps it. Never changed in place: <see cref="BuildTransitions"/> makes the next one and the events that tell of it.</summary>
public sealed record Build
{
    /// <summary>Its id: that of the first request.</summary>
    public required BuildId Id { get; init; }

    /// <summary>Raised by each write; a write against an older one is refused.</summary>
    public long Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required BuildState State { get; init; }

    /// <summary>The first request.</summary>
    public required BuildRequested Request { get; init; }

    /// <summary>The broker's user who sent it, as the broker vouches for; none on a bus without users.</summary>
    public string? Requester { get; init; }

    /// <summary>Unique among unfinished builds.</summary>
    public required string ContentKey { get; init; }

    /// <summary>All requests for it, the first one first.</summary>
    public required IReadOnlyList<RequestId> Requests { get; init; }

    /// <summary>Those of them that were withdrawn.</summary>
    public IReadOnlyList<RequestId> Withdrawn { get; init; } = [];

    /// <summary>When the first request was stored.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it came to the state that it is in.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The sources that its jobs find in their cache.</summary>
    public DigestReference? CacheBundle { get; init; }

    /// <summary>One an architecture, once it is planned.</summary>
    public IReadOnlyList<Job> Jobs { get; init; } = [];

    /// <summary>Sequence of its last event.</summary>
    public long Sequence { get; init; }

    /// <summary>No request for it is left: it is to stop.</summary>
    public bool IsWithdrawn => Withdrawn.Count > 0 && Requests.All(Withdrawn.Contains);

    /// <summary>Where its outputs go.</summary>
    public string OutputRepository => Request.OutputRepository ?? $"{Request.SourceBundle.Repository}/outputs";
}
