using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>
/// Asks for sources to be fetched, verified and pushed as a bundle: those of packages in a source bundle, or those named outright.
/// Sent to the exchange <c>Wolfictl.Contracts:CacheRequested</c> with the message id <see cref="RequestId"/>.
/// </summary>
public sealed record CacheRequested
{
    /// <summary>The request's own id. Sent twice, it has its effect once.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>When it was submitted, by the submitter's clock.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The directory whose <c>fetch</c> steps are wanted.</summary>
    public DigestReference? SourceBundle { get; init; }

    /// <summary>The packages of it; empty for all.</summary>
    public IReadOnlyList<PackageName> Packages { get; init => field = value ?? []; } = [];

    /// <summary>The architectures, since a fetch may depend on it; empty for all.</summary>
    [JsonConverter(typeof(StrictArchitectureListConverter))]
    public IReadOnlyList<Architecture> Architectures { get; init => field = value ?? []; } = [];

    /// <summary>Only the packages named, not what they need.</summary>
    public bool Only { get; init; }

    /// <summary>Sources named outright.</summary>
    public IReadOnlyList<SourceToCache> Sources { get; init => field = value ?? []; } = [];

    /// <summary>Repository that takes the cache bundle, without tag.</summary>
    public required string BundleRepository { get; init; }
}
