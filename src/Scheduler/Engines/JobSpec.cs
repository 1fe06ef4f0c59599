using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Scheduler.Engines;

/// <summary>All that an engine needs to run an attempt.</summary>
public sealed record JobSpec
{
    /// <summary>Its name.</summary>
    public required JobKey Key { get; init; }

    /// <summary>The packages and make's targets.</summary>
    public required JobPlan Plan { get; init; }

    /// <summary>The request that shaped it.</summary>
    public required BuildRequested Request { get; init; }

    /// <summary>The sources fetched beforehand.</summary>
    public DigestReference? CacheBundle { get; init; }

    /// <summary>Where the outputs go.</summary>
    public required string OutputRepository { get; init; }

    /// <summary>How long make may take.</summary>
    public required TimeSpan Timeout { get; init; }
}
