using Wolfictl.Melange.Graph;

namespace Wolfictl.Melange.Planning;

/// <summary>The plan for one architecture.</summary>
public sealed record ArchitecturePlan
{
    /// <summary>melange's name of the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The packages to build, each after what it needs; empty where nothing is left to do.</summary>
    public required IReadOnlyList<PlannedPackage> Packages { get; init; }

    /// <summary>Packages asked for or needed that stand in a repository already, sorted.</summary>
    public required IReadOnlyList<string> AlreadyThere { get; init; }

    /// <summary>Packages asked for that are not made for this architecture, sorted.</summary>
    public required IReadOnlyList<string> NotForThisArchitecture { get; init; }

    /// <summary>Needs that were set aside because packages need each other in circles.</summary>
    public required IReadOnlyList<BrokenCycle> BrokenCycles { get; init; }

    /// <summary>What make is told to build: the targets of the packages in order, or only <c>all</c>.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>How many packages were asked for and are made for this architecture.</summary>
    public required int AskedFor { get; init; }

    /// <summary>How many more are planned because of those: what they need, or what depends on them.</summary>
    public required int NeededByThem { get; init; }

    /// <summary>Whether the others are planned because they need what was asked for, not the other way round.</summary>
    public required bool IsOfDependents { get; init; }

    /// <summary>How many stand in a repository already.</summary>
    public int FoundInRepository => AlreadyThere.Count;

    /// <summary>Such as <c>2 asked for, 63 needed by them, 0 found in a repository</c>.</summary>
    public string Summary =>
        $"{AskedFor} asked for, {NeededByThem} {(IsOfDependents ? "that depend on them" : "needed by them")}, {FoundInRepository} found in a repository";
}
