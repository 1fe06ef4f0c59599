namespace Wolfictl.Melange.Planning;

/// <summary>What to build, in which order, for each architecture.</summary>
public sealed record BuildPlan
{
    /// <summary>One plan per architecture, in the order asked for.</summary>
    public required IReadOnlyList<ArchitecturePlan> Architectures { get; init; }

    /// <summary>What the Makefile calls the build of a package: never <see cref="TargetFormat.Auto"/>.</summary>
    public required TargetFormat Format { get; init; }

    /// <summary>SHA-256, in lower-case hex, of what the plan says: the same for the same plan on any machine.</summary>
    public string Digest => PlanDigest.Of(this);
}
