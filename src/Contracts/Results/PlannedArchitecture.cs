namespace Wolfictl.Contracts;

/// <summary>What the scheduler will do for one architecture.</summary>
public sealed record PlannedArchitecture
{
    /// <summary>What it builds for.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The packages, in build order.</summary>
    public IReadOnlyList<PackageName> Packages { get; init => field = value ?? []; } = [];

    /// <summary>How many packages a repository has already, and which are skipped therefore.</summary>
    public int AlreadyThere { get; init; }
}
