using System.Globalization;
using Wolfictl.Melange.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Planning;

/// <summary>A plan for people: the summary first, then every package with its reason, then make's targets.</summary>
internal static class PlanText
{
    private const int FewPackages = 12;

    /// <summary>All of it.</summary>
    public static void Write(TextWriter writer, BuildPlan plan)
    {
        writer.WriteLine(Summary(plan.Architectures[0]));
        foreach (var architecture in plan.Architectures)
        {
            var other = architecture == plan.Architectures[0] || architecture.Summary == plan.Architectures[0].Summary ? "" : $" ({architecture.Summary})";
            writer.WriteLine();
            writer.WriteLine(architecture.Packages.Count > 0 ? $"{architecture.Architecture}, in build order{other}:" : $"{architecture.Architecture}: nothing to do{other}");
            Table.Write(writer, "  ", [.. architecture.Packages.Select((p, i) => new[]
            {
                (i + 1).ToString(CultureInfo.InvariantCulture), p.Name, p.FullVersion, p.Reason.Describe(p.Name),
            })]);
            foreach (var name in architecture.NotForThisArchitecture)
            {
                writer.WriteLine($"  {name} is not made for {architecture.Architecture}");
            }

            foreach (var cycle in architecture.BrokenCycles)
            {
                writer.WriteLine($"  circle: {cycle}");
            }
        }

        writer.WriteLine();
        writer.WriteLine("make targets:");
        foreach (var target in plan.Architectures.SelectMany(a => a.Targets).Distinct(StringComparer.Ordinal))
        {
            writer.WriteLine($"  {target}");
        }
    }

    /// <summary>The summary and, where they are few, the packages: before a build that a person follows.</summary>
    public static void WriteShort(TextWriter writer, BuildPlan plan)
    {
        foreach (var alike in plan.Architectures.GroupBy(a => (Summary(a), string.Join(' ', a.Packages.Select(p => p.ApkFileName)))))
        {
            var architecture = alike.First();
            writer.WriteLine($"{string.Join(", ", alike.Select(a => a.Architecture))}: {Summary(architecture)}");
            Table.Write(writer, "  ", [.. architecture.Packages.Take(FewPackages).Select(p => new[] { p.Name, p.FullVersion, p.Reason.Describe(p.Name) })]);
            if (architecture.Packages.Count > FewPackages)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {architecture.Packages.Count - FewPackages} more (--dry-run shows all)"));
            }
        }
    }

    private static string Summary(ArchitecturePlan plan) =>
        plan.FoundInRepository == 0 ? $"{plan.Summary} (name one with -r)" : plan.Summary;
}
