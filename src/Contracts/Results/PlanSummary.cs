namespace Wolfictl.Contracts;

/// <summary>What the submitter planned for one architecture; compared with the scheduler's own plan, which wins.</summary>
public sealed record PlanSummary
{
    /// <summary>What it is planned for.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>How many packages.</summary>
    public required int Packages { get; init; }

    /// <summary>sha256 of the ordered targets, 64 hexadecimal digits.</summary>
    public required string Digest { get; init; }
}
