using System.Globalization;
using Wolfictl.Melange.Planning;
using Wolfictl.Melange.Sources;

namespace Wolfictl.Submitter.Planning;

/// <summary>
/// How large a plan is, in counts, and how long it is at least: its depth, its widest level, its critical path, and the time that some numbers of machines take.
/// </summary>
internal sealed record PlanShape
{
    private static readonly int[] Farms = [1, 2, 4, 8, 16, 32, 64];

    public required string Architecture { get; init; }

    public required int Packages { get; init; }

    /// <summary>After ranges and conditions.</summary>
    public required int Subpackages { get; init; }

    /// <summary>Needs of one planned package for another.</summary>
    public required int Edges { get; init; }

    /// <summary>Needs that were set aside because packages need each other in a circle.</summary>
    public required int BrokenCycles { get; init; }

    /// <summary>What <c>fetch</c> steps download, with and without a checksum.</summary>
    public required int Uris { get; init; }

    /// <summary>The same without repeats.</summary>
    public required int DistinctUris { get; init; }

    public required int Depth { get; init; }

    public required int WidestLevel { get; init; }

    /// <summary>Known only from durations.</summary>
    public IReadOnlyList<string>? CriticalPath { get; init; }

    public double? CriticalPathSeconds { get; init; }

    /// <summary>Seconds by number of machines.</summary>
    public IReadOnlyDictionary<string, double>? SecondsWithMachines { get; init; }

    public static PlanShape Of(ArchitecturePlan plan, PackageDurations? durations, int? machines)
    {
        var path = Melange.Planning.CriticalPath.Of(plan, durations);
        var uris = plan.Packages.SelectMany(FetchedUris).ToList();
        var farms = machines is { } n ? [n] : Farms;
        return new PlanShape
        {
            Architecture = plan.Architecture,
            Packages = plan.Packages.Count,
            Subpackages = plan.Packages.Sum(p => p.Subpackages.Count()),
            Edges = plan.Packages.Sum(p => p.Needs.Count),
            BrokenCycles = plan.BrokenCycles.Count,
            Uris = uris.Count,
            DistinctUris = uris.Distinct(StringComparer.Ordinal).Count(),
            Depth = path.Depth,
            WidestLevel = path.WidestLevel,
            CriticalPath = durations is null ? null : path.Packages,
            CriticalPathSeconds = durations is null ? null : path.Duration.TotalSeconds,
            SecondsWithMachines = durations is null ? null : farms.ToDictionary(f => f.ToString(CultureInfo.InvariantCulture), f => path.With(f).TotalSeconds),
        };
    }

    /// <summary>For people.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Architecture}: {Packages} packages, {Subpackages} subpackages, {Edges} edges, {BrokenCycles} circles broken, {Uris} source URIs ({DistinctUris} distinct), depth {Depth}, widest level {WidestLevel}"));
        if (CriticalPath is not null)
        {
            writer.WriteLine($"  critical path, {Duration(CriticalPathSeconds!.Value)}: {string.Join(" → ", CriticalPath)}");
            writer.WriteLine($"  least time with machines: {string.Join(", ", SecondsWithMachines!.Select(f => $"{f.Key}: {Duration(f.Value)}"))}");
        }
    }

    private static IEnumerable<string> FetchedUris(PlannedPackage package)
    {
        var sources = package.Sources;
        return sources.Sources.Concat(sources.NotCoverable.Where(s => s.Kind == SourceKind.Fetch)).Select(s => s.Uri);
    }

    private static string Duration(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds)).ToString("c", CultureInfo.InvariantCulture);
}
