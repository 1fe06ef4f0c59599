using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Wolfictl.Melange.Sources;

namespace Wolfictl.Melange.Tests.Corpora;

/// <summary>Real distributions. Counts that differ from those of the corpus' own description are explained where they are asserted.</summary>
public sealed class CorpusTests
{
    private static readonly string[] Both = ["x86_64", "aarch64"];

    [CorpusFact]
    public void Load_2023_HasNoProblemsAndTheseCounts()
    {
        var graph = Corpus.Year2023.Graph("x86_64");

        Assert.Equal((472, 906, 4794), (graph.Packages.Count, graph.Packages.Sum(package => package.Subpackages.Count), graph.EdgeCount));
        Assert.Equal(641, Corpus.Year2023.Configurations.Values.Sum(configuration => configuration.Subpackages.Count));
    }

    [CorpusFact]
    public void Load_2026_HasNoProblemsAndTheseCounts()
    {
        var graph = Corpus.Year2026.Graph("x86_64");

        // 3,401 configurations, of which one is for aarch64 alone; 4,460 subpackages as written are 7,765 after ranges and conditions.
        Assert.Equal(3401, Corpus.Year2026.Configurations.Count);
        Assert.Equal((3400, 7765, 31608), (graph.Packages.Count, graph.Packages.Sum(package => package.Subpackages.Count), graph.EdgeCount));
        Assert.Equal(4460, Corpus.Year2026.Configurations.Values.Sum(configuration => configuration.Subpackages.Count));
        Assert.Equal(3397, Corpus.Year2026.Graph("aarch64").Packages.Count);
    }

    [CorpusFact]
    public void Plan_Everything_IsInOrderOnBothArchitectures()
    {
        foreach (var distribution in new[] { Corpus.Year2023, Corpus.Year2026 })
        {
            var plan = BuildPlanner.Plan(distribution, new PlanRequest { Architectures = Both });

            OrderChecker.Check(plan, distribution);
            Assert.Equal(plan.Digest, BuildPlanner.Plan(distribution, new PlanRequest { Architectures = Both }).Digest);
        }
    }

    [CorpusFact]
    public void Plan_Everything_BreaksTheseCycles()
    {
        Assert.Equal(24, Plan(Corpus.Year2023).BrokenCycles.Count);
        Assert.Equal(153, Plan(Corpus.Year2026).BrokenCycles.Count);

        static ArchitecturePlan Plan(Distribution distribution) => BuildPlanner.Plan(distribution, new PlanRequest { Architectures = ["x86_64"] }).Architectures[0];
    }

    /// <summary>
    /// Counting what packages themselves provide gives 65; without that, as a tool may that resolves only the names of packages and subpackages and what the latter
    /// provide, it is 63: go (go-1.19) and python3 (python-3.11) would then be nobody's.
    /// </summary>
    [CorpusFact]
    public void Plan_BrotliAndGitLfs_NeedTheseAndSayWhy()
    {
        var plan = BuildPlanner.Plan(Corpus.Year2023, new PlanRequest { Packages = ["brotli", "git-lfs"], Architectures = ["x86_64"] });

        OrderChecker.Check(plan, Corpus.Year2023);
        var packages = plan.Architectures[0].Packages;
        Assert.Equal("2 asked for, 65 needed by them, 0 found in a repository", plan.Architectures[0].Summary);
        Assert.All(packages, package => Assert.NotEmpty(package.Reason.Describe(package.Name)));
        Assert.Contains(packages, package => package.Reason.Describe(package.Name) == "needed by brotli (as scanelf, for strip)");
        Assert.Equal(["go-1.19", "python-3.11"], packages.Where(package => package.Reason.Name is "go" or "python3").Select(package => package.Name));
    }

    [CorpusFact]
    public void Plan_EachPackageOf2023Alone_IsInOrder()
    {
        foreach (var name in Corpus.Year2023.Configurations.Keys.Where((_, index) => index % 7 == 0))
        {
            OrderChecker.Check(BuildPlanner.Plan(Corpus.Year2023, new PlanRequest { Packages = [name], Architectures = ["x86_64"] }), Corpus.Year2023);
        }
    }

    [CorpusFact]
    public void List_2023_FindsEverySourceOfTheDescription()
    {
        var listing = SourceLister.List(Corpus.Year2023, [], Both);

        Assert.Empty(listing.Problems);
        Assert.Equal(
            (433, 427, 112),
            (listing.Sources.Count, listing.Sources.Select(source => source.Uri).Distinct().Count(), listing.Sources.Select(source => new Uri(source.Uri).Host).Distinct().Count()));
        Assert.Equal(53, listing.NotCoverable.Count);
    }

    [CorpusFact]
    public void List_2026_RunsEveryTransform()
    {
        var listing = SourceLister.List(Corpus.Year2026, [], Both);

        // 193 steps are written; ranges make 3 more of them.
        Assert.Empty(listing.Problems);
        Assert.Equal((196, 185, 3248), (listing.Sources.Count, listing.Sources.Select(source => source.Uri).Distinct().Count(), listing.NotCoverable.Count));
    }
}
