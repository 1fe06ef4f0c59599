using Wolfictl.Melange.Planning;

namespace Wolfictl.Submitter.Planning;

/// <summary>A plan for programs.</summary>
internal sealed record PlanReport
{
    /// <summary>One entry an architecture.</summary>
    public required IReadOnlyList<ArchitectureReport> Architectures { get; init; }

    /// <summary>How long each is at least; not told by <c>submit --dry-run</c>.</summary>
    public IReadOnlyList<PlanShape>? Shape { get; init; }

    public static PlanReport Of(BuildPlan plan, Func<ArchitecturePlan, PlanShape>? shape = null) => new()
    {
        Architectures = [.. plan.Architectures.Select(ArchitectureReport.Of)],
        Shape = shape is null ? null : [.. plan.Architectures.Select(shape)],
    };

    /// <summary>One architecture of it.</summary>
    internal sealed record ArchitectureReport(
        string Architecture,
        int AskedFor,
        int NeededByThem,
        IReadOnlyList<string> FoundInRepository,
        IReadOnlyList<string> NotForThisArchitecture,
        IReadOnlyList<PackageReport> Packages,
        IReadOnlyList<CycleReport> BrokenCycles,
        IReadOnlyList<string> Targets)
    {
        public static ArchitectureReport Of(ArchitecturePlan plan) => new(
            plan.Architecture,
            plan.AskedFor,
            plan.NeededByThem,
            plan.AlreadyThere,
            plan.NotForThisArchitecture,
            [.. plan.Packages.Select(p => new PackageReport(p.Name, p.FullVersion, p.Reason.Describe(p.Name), p.Needs, [.. p.Subpackages], p.Target))],
            [.. plan.BrokenCycles.Select(c => new CycleReport(c.Package, c.Need, c.Path, c.Reason))],
            plan.Targets);
    }

    /// <summary>One package of it, in build order.</summary>
    internal sealed record PackageReport(string Name, string FullVersion, string Reason, IReadOnlyList<string> Needs, IReadOnlyList<string> Subpackages, string Target);

    /// <summary>A need that was set aside.</summary>
    internal sealed record CycleReport(string Package, string Need, IReadOnlyList<string> Path, string Reason);
}
