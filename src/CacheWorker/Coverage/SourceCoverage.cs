using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Wolfictl.Melange.Sources;

namespace Wolfictl.CacheWorker.Coverage;

/// <summary>What the builds of a plan download, as a cache sees it: what it can hold, what it can't, and what is wrong.</summary>
public sealed record SourceCoverage
{
    /// <summary>What a cache can hold: one for each URI with its checksums, and the packages that want it; in the order of packages and steps.</summary>
    public required IReadOnlyList<SourceToFetch> Sources { get; init; }

    /// <summary>What no cache of files can hold, by package and step.</summary>
    public required IReadOnlyList<UncoveredSource> NotCoverable { get; init; }

    /// <summary>Steps whose source can't be known or not be verified: to be reported before any download.</summary>
    public required IReadOnlyList<SourceProblem> Problems { get; init; }

    /// <summary>Lists the sources of every package that is planned, each for the architectures it is planned for.</summary>
    public static SourceCoverage Of(BuildPlan plan, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(distribution);
        return Of(List(plan, distribution));
    }

    /// <summary>Puts listings together.</summary>
    public static SourceCoverage Of(IReadOnlyList<SourceListing> listings)
    {
        ArgumentNullException.ThrowIfNull(listings);
        return new SourceCoverage
        {
            Sources =
            [
                .. listings.SelectMany(listing => listing.Sources)
                    .GroupBy(step => (step.Uri, step.Sha256, step.Sha512))
                    .Select(steps => new SourceToFetch
                    {
                        Uri = steps.Key.Uri,
                        Checksums = SourceChecksums.Create(steps.Key.Sha256, steps.Key.Sha512),
                        WantedBy = Packages(steps),
                    }),
            ],
            NotCoverable =
            [
                .. listings.SelectMany(listing => listing.NotCoverable)
                    .GroupBy(step => (step.Kind, step.Uri, step.Commit))
                    .Select(steps => new UncoveredSource(steps.Key.Kind, steps.Key.Uri, Packages(steps))),
            ],
            Problems = [.. listings.SelectMany(listing => listing.Problems).DistinctBy(problem => problem.Problem)],
        };
    }

    private static IEnumerable<string> Names(ArchitecturePlan plan) => plan.Packages.Select(package => package.Name);

    private static IReadOnlyList<string> Packages(IEnumerable<SourceStep> steps) =>
        [.. steps.Select(step => step.Package).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What is planned for every architecture is listed once for all: most sources depend on none.</summary>
    private static List<SourceListing> List(BuildPlan plan, Distribution distribution)
    {
        var everywhere = Names(plan.Architectures[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var architecture in plan.Architectures.Skip(1))
        {
            everywhere.IntersectWith(Names(architecture));
        }

        var parts = new List<(IReadOnlyList<string> Names, IReadOnlyList<string> Architectures)> { ([.. everywhere], [.. plan.Architectures.Select(a => a.Architecture)]) };
        parts.AddRange(plan.Architectures.Select(a => ((IReadOnlyList<string>)[.. Names(a).Where(name => !everywhere.Contains(name))], (IReadOnlyList<string>)[a.Architecture])));

        // To the lister no name means every package.
        return [.. parts.Where(part => part.Names.Count > 0).Select(part => SourceLister.List(distribution, part.Names, part.Architectures))];
    }
}
