using Wolfictl.Melange.Config;
using Wolfictl.Melange.Graph;
using Wolfictl.Melange.Sources;

namespace Wolfictl.Melange.Planning;

/// <summary>Plans builds (spec/behaviour.md, "Planning").</summary>
public static class BuildPlanner
{
    private const string All = "all";

    /// <summary>Plans what is asked for.</summary>
    /// <param name="distribution">The configurations.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="UnknownPackageException">A package is asked for that has no configuration.</exception>
    /// <exception cref="CycleException">The request is strict and there are cycles.</exception>
    /// <exception cref="ConfigurationException">Configurations cannot be substituted.</exception>
    /// <exception cref="ArgumentException">No architecture, or both <see cref="PlanRequest.Only"/> and <see cref="PlanRequest.Dependents"/>, are asked for.</exception>
    public static BuildPlan Plan(Distribution distribution, PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Architectures.Count == 0)
        {
            throw new ArgumentException("A plan is for at least one architecture.", nameof(request));
        }

        if (request.Only && request.Dependents)
        {
            throw new ArgumentException("A plan is either of only what is asked for, or of what depends on it too.", nameof(request));
        }

        var architectures = request.Architectures.Distinct(StringComparer.Ordinal).ToList();
        UnknownPackages.Refuse(distribution, request.Packages, architectures);
        var makefile = MakefileTargets.Read(distribution.Directory);
        var format = request.Format != TargetFormat.Auto ? request.Format : distribution.Settings.TargetFormat;
        format = format != TargetFormat.Auto ? format : makefile.Format;
        var plans = architectures.ConvertAll(architecture => Plan(distribution, request, architecture, makefile, format));
        return request.Strict && plans.SelectMany(plan => plan.BrokenCycles).ToList() is { Count: > 0 } cycles
            ? throw new CycleException(cycles)
            : new BuildPlan { Architectures = plans, Format = format };
    }

    private static ArchitecturePlan Plan(Distribution distribution, PlanRequest request, string architecture, MakefileTargets makefile, TargetFormat format)
    {
        var graph = distribution.Graph(architecture);
        var selection = new PlanSelection(graph, request);
        var order = new BuildOrder(graph, selection.Planned);
        var packages = Array.ConvertAll(order.Order, index => new PlannedPackage
        {
            Package = graph.Packages[index],
            Reason = selection.ReasonOf(index),
            Needs = Names(graph, order.NeedsOf(index)),
            Target = Target(graph.Packages[index].Configuration, architecture, format),
            ListSources = () => SourceLister.List(distribution, [graph.NameOf(index)], [architecture]),
        });
        var there = Names(graph, selection.AlreadyThere);
        var everything = request.Packages.Count == 0 && makefile.DeclaresAll && there.Length == 0;
        return new ArchitecturePlan
        {
            Architecture = architecture,
            Packages = packages,
            AlreadyThere = there,
            NotForThisArchitecture = [.. Asked(distribution, request).Where(name => graph.IndexOf(name) < 0)],
            BrokenCycles = order.Broken,
            Targets = packages.Length == 0 ? [] : everything ? [All] : Array.ConvertAll(packages, package => package.Target),
            AskedFor = selection.AskedFor,
            NeededByThem = packages.Count(package => package.Reason.Kind != PlanReasonKind.AskedFor),
            IsOfDependents = request.Dependents,
        };
    }

    private static string Target(MelangeConfiguration configuration, string architecture, TargetFormat format) =>
        format == TargetFormat.Package ? $"package/{configuration.Name}" : $"packages/{architecture}/{configuration.ApkFileName}";

    private static string[] Names(DependencyGraph graph, ReadOnlySpan<int> indexes)
    {
        if (indexes.IsEmpty)
        {
            return [];
        }

        var names = new string[indexes.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = graph.NameOf(indexes[i]);
        }

        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static IEnumerable<string> Asked(Distribution distribution, PlanRequest request) =>
        request.Packages.Count == 0 ? distribution.Configurations.Keys : request.Packages.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
