using Wolfictl.Melange.Planning;

namespace Wolfictl.Submitter.Planning;

/// <summary>A plan as a graph, as rules, as names: for other programs.</summary>
internal static class PlanGraphText
{
    public static void WriteDot(TextWriter writer, BuildPlan plan)
    {
        writer.WriteLine("digraph plan {");
        writer.WriteLine("  rankdir=LR;");
        foreach (var architecture in plan.Architectures)
        {
            writer.WriteLine($"  subgraph \"cluster_{architecture.Architecture}\" {{");
            writer.WriteLine($"    label=\"{architecture.Architecture}\";");
            foreach (var package in architecture.Packages)
            {
                writer.WriteLine($"    \"{architecture.Architecture}/{package.Name}\" [label=\"{package.Name}\\n{package.FullVersion}\"];");
            }

            foreach (var (package, need) in Edges(architecture))
            {
                writer.WriteLine($"    \"{architecture.Architecture}/{need}\" -> \"{architecture.Architecture}/{package.Name}\";");
            }

            writer.WriteLine("  }");
        }

        writer.WriteLine("}");
    }

    public static void WriteMermaid(TextWriter writer, BuildPlan plan)
    {
        writer.WriteLine("flowchart LR");
        foreach (var architecture in plan.Architectures)
        {
            // Names hold characters that an id of Mermaid's may not.
            var ids = architecture.Packages.Select((p, i) => (p.Name, Id: $"{architecture.Architecture}_{i}")).ToDictionary(p => p.Name, p => p.Id, StringComparer.Ordinal);
            writer.WriteLine($"  subgraph {architecture.Architecture}");
            foreach (var package in architecture.Packages)
            {
                writer.WriteLine($"    {ids[package.Name]}[\"{package.Name} {package.FullVersion}\"]");
            }

            foreach (var (package, need) in Edges(architecture))
            {
                writer.WriteLine($"    {ids[need]} --> {ids[package.Name]}");
            }

            writer.WriteLine("  end");
        }
    }

    public static void WriteMake(TextWriter writer, BuildPlan plan)
    {
        writer.WriteLine($"# {string.Join("; ", plan.Architectures.Select(a => $"{a.Architecture}: {a.Summary}"))}");
        foreach (var rule in plan.Architectures.SelectMany(Rules).Distinct(StringComparer.Ordinal))
        {
            writer.WriteLine(rule);
        }
    }

    public static void WriteNames(TextWriter writer, BuildPlan plan)
    {
        foreach (var name in MergedNames.Of([.. plan.Architectures.Select(a => a.Packages.Select(p => p.Name).ToList())]))
        {
            writer.WriteLine(name);
        }
    }

    private static IEnumerable<string> Rules(ArchitecturePlan architecture)
    {
        var targets = architecture.Packages.ToDictionary(p => p.Name, p => p.Target, StringComparer.Ordinal);
        return architecture.Packages.Select(p => $"{p.Target}: {string.Join(' ', p.Needs.Select(n => targets[n]))}".TrimEnd());
    }

    private static IEnumerable<(PlannedPackage Package, string Need)> Edges(ArchitecturePlan architecture) =>
        architecture.Packages.SelectMany(p => p.Needs.Select(n => (p, n)));
}
