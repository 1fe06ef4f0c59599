using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds;

/// <summary>What a job is to make, in order: kept beside the build, written once.</summary>
public sealed record JobPlan
{
    /// <summary>For which architecture.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The packages in build order.</summary>
    public required IReadOnlyList<PlannedTarget> Packages { get; init; }

    /// <summary>Packages that a repository has already.</summary>
    public IReadOnlyList<PlannedTarget> AlreadyThere { get; init; } = [];

    /// <summary>What make is called with, each an argument of its own.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>sha256 of the ordered targets, 64 hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>As the event tells of it.</summary>
    public PlannedArchitecture ToContract() => new()
    {
        Architecture = Architecture,
        Packages = [.. Packages.Select(p => p.Package)],
        AlreadyThere = AlreadyThere.Count,
    };

    /// <summary>As a submitter tells of it.</summary>
    public PlanSummary ToSummary() => new() { Architecture = Architecture, Packages = Packages.Count, Digest = Digest };
}
