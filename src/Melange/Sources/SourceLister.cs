using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Sources;

/// <summary>
/// Lists every source that builds download (spec/behaviour.md, "wolfictl cache"): <c>fetch</c> and <c>git-checkout</c> steps of main pipelines, nested ones, those of
/// subpackages with their ranges and conditions, and of the pipelines that are used. Tests are left out.
/// </summary>
public static class SourceLister
{
    /// <summary>Lists the sources of packages, in the order of their names and steps.</summary>
    /// <param name="distribution">The configurations.</param>
    /// <param name="packages">Names of packages; empty for every package.</param>
    /// <param name="architectures">melange's names of the architectures; a source may be for one of them only.</param>
    /// <exception cref="UnknownPackageException">A package is named that has no configuration.</exception>
    public static SourceListing List(Distribution distribution, IReadOnlyList<string> packages, IReadOnlyList<string> architectures)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentNullException.ThrowIfNull(packages);
        ArgumentNullException.ThrowIfNull(architectures);
        UnknownPackages.Refuse(distribution, packages, architectures);
        var steps = new List<SourceStep>();
        var problems = new List<SourceProblem>();
        var names = packages.Count == 0 ? distribution.Configurations.Keys : packages.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var configuration in names.Select(name => distribution.Configurations[name]))
        {
            Add(configuration, distribution, architectures, steps, problems);
        }

        return new SourceListing(
            [.. steps.Where(step => step.CacheName is not null)],
            [.. steps.Where(step => step.CacheName is null)],
            problems);
    }

    private static void Add(
        MelangeConfiguration configuration, Distribution distribution, IReadOnlyList<string> architectures, List<SourceStep> steps, List<SourceProblem> problems)
    {
        var own = new List<(SourceStep Step, List<string> Architectures)>();
        var seen = new Dictionary<SourceStep, int>();
        var reported = new HashSet<MelangeProblem>();
        foreach (var architecture in architectures.Where(configuration.BuildsFor))
        {
            var collector = new SourceCollector(configuration, architecture, distribution.Pipelines);
            collector.Collect();
            foreach (var step in collector.Steps)
            {
                if (!seen.TryGetValue(step, out var index))
                {
                    seen[step] = index = own.Count;
                    own.Add((step, []));
                }

                own[index].Architectures.Add(architecture);
            }

            problems.AddRange(collector.Problems.Where(problem => reported.Add(problem.Problem)));
            if (!collector.DependsOnArchitecture && architectures.All(configuration.BuildsFor))
            {
                own.ForEach(entry => entry.Architectures.AddRange(architectures.Except(entry.Architectures, StringComparer.Ordinal)));
                break;
            }
        }

        steps.AddRange(own.Select(entry => entry.Step with { Architectures = [.. entry.Architectures.Distinct(StringComparer.Ordinal)] }));
    }
}
