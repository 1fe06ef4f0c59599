using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Planning;

public sealed class CriticalPathTests
{
    private static ScratchDistribution Distribution() => new ScratchDistribution()
        .Package("base").Package("slow", ["base"]).Package("quick", ["base"]).Package("other").Package("top", ["slow", "quick"]);

    private static PackageDurations Durations(params (string Name, int Minutes)[] known) =>
        new(known.ToDictionary(entry => entry.Name, entry => TimeSpan.FromMinutes(entry.Minutes)));

    [Fact]
    public void Of_Plan_FindsTheLongestChain()
    {
        using var scratch = Distribution();

        var path = CriticalPath.Of(scratch.Plan(), Durations(("base", 2), ("slow", 30), ("quick", 1), ("other", 20), ("top", 5)));

        Assert.Equal(["base", "slow", "top"], path.Packages);
        Assert.Equal((3, 2, TimeSpan.FromMinutes(37), TimeSpan.FromMinutes(58)), (path.Depth, path.WidestLevel, path.Duration, path.Total));
    }

    [Theory]
    [InlineData(1, 58)]
    [InlineData(2, 37)]
    [InlineData(100, 37)]
    public void With_Machines_TakesThisLong(int machines, int minutes)
    {
        using var scratch = Distribution();
        var path = CriticalPath.Of(scratch.Plan(), Durations(("base", 2), ("slow", 30), ("quick", 1), ("other", 20), ("top", 5)));

        Assert.Equal(TimeSpan.FromMinutes(minutes), path.With(machines));
    }

    [Fact]
    public void Of_NoDurations_CountsPackages()
    {
        using var scratch = Distribution();

        Assert.Equal(TimeSpan.FromMinutes(3), CriticalPath.Of(scratch.Plan()).Duration);
    }

    [Fact]
    public void Of_EmptyPlan_IsNothing()
    {
        using var scratch = new ScratchDistribution().Package("arm", inPackage: "  target-architecture: [aarch64]");

        var path = CriticalPath.Of(scratch.Plan());

        Assert.Equal((0, 0, TimeSpan.Zero, TimeSpan.Zero), (path.Depth, path.WidestLevel, path.Duration, path.With(3)));
        Assert.Empty(path.Packages);
    }

    [Fact]
    public void Of_UnknownPackage_TakesTheMean()
    {
        var durations = Durations(("a", 1), ("b", 3));

        Assert.Equal(TimeSpan.FromMinutes(2), durations.Of("c"));
        Assert.False(durations.Knows("c"));
    }

    [CorpusFact]
    public void Of_RealDistribution_IsWithinItsBounds()
    {
        var plan = BuildPlanner.Plan(Corpus.Year2026, new PlanRequest { Architectures = ["x86_64"] }).Architectures[0];
        var path = CriticalPath.Of(plan);

        Assert.Equal(path.Depth, path.Packages.Count);
        Assert.InRange(path.Depth, 10, 200);
        Assert.InRange(path.WidestLevel, 300, plan.Packages.Count);
        Assert.Equal(path.Total, path.With(1));
        Assert.Equal(path.Duration, path.With(plan.Packages.Count));
        Assert.True(path.With(50) >= path.Total / 50);
    }

    [Fact]
    public void Load_File_IsSecondsByPackage()
    {
        using var scratch = new ScratchDistribution().Write("d.json", "{\"brotli\": 41.5, \"git\": 60}");

        Assert.Equal(TimeSpan.FromSeconds(41.5), PackageDurations.Load(Path.Combine(scratch.Directory, "d.json")).Of("brotli"));
    }

    [Theory]
    [InlineData("[1]", "It is not a JSON object")]
    [InlineData("{\"a\": \"x\"}", "It is not a JSON object")]
    [InlineData("{\"a\": -1}", "The duration of a is -1")]
    [InlineData("{\"a\": 1e300}", "The duration of a is 1E+300")]
    public void Load_SomethingElse_IsRefused(string text, string expected)
    {
        using var scratch = new ScratchDistribution().Write("d.json", text);

        Assert.Contains(expected, Assert.Throws<MelangeException>(() => PackageDurations.Load(Path.Combine(scratch.Directory, "d.json"))).Message, StringComparison.Ordinal);
    }
}
