using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Graph;

public sealed class CycleTests
{
    private static ScratchDistribution Cycle() => new ScratchDistribution()
        .Package("gcc", ["make"])
        .Package("make", ["gcc", "bash"])
        .Package("bash", ["gcc"])
        .Package("hello", ["gcc", "make"]);

    [Fact]
    public void Plan_Cycle_IsBrokenAtThePackageMostNeeded()
    {
        using var scratch = Cycle();

        var plan = scratch.Plan("hello");

        Assert.Equal(["gcc", "bash", "make", "hello"], plan.Packages.Select(package => package.Name));
        var broken = Assert.Single(plan.BrokenCycles);
        Assert.Equal(["gcc", "make", "gcc"], broken.Path);
        Assert.Equal(
            "gcc is built first, with make from a repository: of the 3 packages that need each other, 2 need gcc and it needs 1.",
            broken.Reason);
    }

    [Fact]
    public void Plan_CycleAgain_IsBrokenTheSameWay()
    {
        using var scratch = Cycle();

        Assert.Equal(scratch.Plan().BrokenCycles.Select(cycle => cycle.ToString()), scratch.Plan().BrokenCycles.Select(cycle => cycle.ToString()));
    }

    [Fact]
    public void Plan_StrictWithCycle_IsRefusedWithThePath()
    {
        using var scratch = Cycle();

        var refused = Assert.Throws<CycleException>(() =>
            BuildPlanner.Plan(scratch.Load(), new PlanRequest { Packages = ["hello"], Architectures = ["x86_64"], Strict = true }));

        Assert.Single(refused.Cycles);
        Assert.Contains("gcc → make → gcc", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SelfDependency_IsNoCycle()
    {
        using var scratch = new ScratchDistribution().Package("go", ["go", "busybox"]).Package("busybox");

        var plan = scratch.Plan("go");

        Assert.Equal(["busybox", "go"], plan.Packages.Select(package => package.Name));
        Assert.Empty(plan.BrokenCycles);
    }

    [Fact]
    public void Plan_CyclePartlyThereAlready_IsNoCycle()
    {
        using var scratch = Cycle();
        var plan = BuildPlanner.Plan(scratch.Load(), new PlanRequest { Packages = ["hello"], Architectures = ["x86_64"], AlreadyBuilt = new Gcc() });

        OrderChecker.Check(plan, scratch.Load());
        Assert.Empty(plan.Architectures[0].BrokenCycles);
        Assert.Equal(["bash", "make", "hello"], plan.Architectures[0].Packages.Select(package => package.Name));
    }

    [Fact]
    public void Plan_ManyRandomGraphs_AreInOrder()
    {
        var random = new Random(20260822);
        for (var round = 0; round < 30; round++)
        {
            using var scratch = new ScratchDistribution();
            var count = random.Next(2, 25);
            for (var i = 0; i < count; i++)
            {
                scratch.Package($"p{i}", [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => $"p{random.Next(count)}").Distinct()]);
            }

            Assert.Equal(count, scratch.Plan().Packages.Count);
        }
    }

    private sealed class Gcc : IApkCatalog
    {
        public bool Contains(string architecture, string apkFileName) => apkFileName == "gcc-1.0.0-r0.apk";
    }
}
