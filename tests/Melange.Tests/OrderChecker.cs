using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests;

/// <summary>
/// Checks any plan without the planner's own means: what each package needs is asked of the expanded configurations anew, name by name, among all providers;
/// each package must come after all that it needs, except where the plan reports that a cycle was broken, and each report must be of a real cycle.
/// </summary>
internal static class OrderChecker
{
    public static void Check(BuildPlan plan, Distribution distribution)
    {
        foreach (var architecture in plan.Architectures)
        {
            Check(architecture, distribution);
        }
    }

    private static void Check(ArchitecturePlan plan, Distribution distribution)
    {
        var needs = Needs(distribution, plan.Architecture);
        var place = plan.Packages.Select((package, index) => (package.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        Assert.Equal(plan.Packages.Count, place.Count);
        var broken = plan.BrokenCycles.Select(cycle => (cycle.Package, cycle.Need)).ToHashSet();
        foreach (var package in plan.Packages)
        {
            var planned = needs[package.Name].Where(place.ContainsKey).ToHashSet();
            foreach (var need in planned.Where(need => !broken.Contains((package.Name, need))))
            {
                Assert.True(place[need] < place[package.Name], $"{package.Name} comes before {need}, which it needs");
                Assert.Contains(need, package.Needs);
            }

            Assert.All(package.Needs, need => Assert.Contains(need, planned));
        }

        foreach (var cycle in plan.BrokenCycles)
        {
            Assert.Equal(cycle.Package, cycle.Path[0]);
            Assert.Equal(cycle.Need, cycle.Path[1]);
            Assert.Equal(cycle.Package, cycle.Path[^1]);
            Assert.All(cycle.Path.Zip(cycle.Path.Skip(1)), edge => Assert.Contains(edge.Second, needs[edge.First]));
            Assert.Equal(cycle.Path.Count - 1, cycle.Path.Distinct().Count());
            Assert.NotEmpty(cycle.Reason);
        }
    }

    private static Dictionary<string, HashSet<string>> Needs(Distribution distribution, string architecture)
    {
        var packages = distribution.Expand(architecture).Packages;
        var providers = packages
            .SelectMany(package => package.Subpackages
                .SelectMany(sub => sub.Provides.Append(sub.Name), (sub, name) => (Name: name, Origin: package.Name, By: sub.Name, sub.ProviderPriority))
                .Concat(package.Provides.Append(package.Name).Select(name => (Name: name, Origin: package.Name, By: package.Name, package.ProviderPriority))))
            .ToLookup(provider => provider.Name);
        return packages.ToDictionary(
            package => package.Name,
            package => package.Needs
                .Select(need => providers[need.Name]
                    .OrderByDescending(provider => provider.ProviderPriority)
                    .ThenByDescending(provider => provider.By == need.Name)
                    .ThenBy(provider => provider.By, StringComparer.Ordinal)
                    .ThenBy(provider => provider.Origin, StringComparer.Ordinal)
                    .Select(provider => provider.Origin)
                    .FirstOrDefault())
                .OfType<string>()
                .Where(origin => origin != package.Name)
                .ToHashSet());
    }
}
