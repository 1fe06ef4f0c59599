using System.Globalization;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Submitter.Planning;

/// <summary>How long a plan is at least: its depth, its widest level, its critical path, and the time that some numbers of machines take.</summary>
internal sealed record PlanShape
{
    private static readonly int[] Farms = [1, 2, 4, 8, 16, 32, 64];

    public required string Architecture { get; init; }

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
        var farms = machines is { } n ? [n] : Farms;
        return new PlanShape
        {
            Architecture = plan.Architecture,
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
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Architecture}: depth {Depth}, widest level {WidestLevel}"));
        if (CriticalPath is not null)
        {
            writer.WriteLine($"  critical path, {Duration(CriticalPathSeconds!.Value)}: {string.Join(" → ", CriticalPath)}");
            writer.WriteLine($"  least time with machines: {string.Join(", ", SecondsWithMachines!.Select(f => $"{f.Key}: {Duration(f.Value)}"))}");
        }
    }

    private static string Duration(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds)).ToString("c", CultureInfo.InvariantCulture);
}
