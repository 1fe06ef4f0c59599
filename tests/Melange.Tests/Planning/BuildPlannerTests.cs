using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Tests.Planning;

public sealed class BuildPlannerTests
{
    private static ScratchDistribution Diamond() => new ScratchDistribution()
        .Package("top", ["left", "right"])
        .Package("left", ["bottom"])
        .Package("right", ["bottom"])
        .Package("bottom", ["something-from-elsewhere"])
        .Package("unrelated");

    [Fact]
    public void Plan_Diamond_OrdersEachPackageOnceWithAReason()
    {
        using var distribution = Diamond();

        var plan = distribution.Plan("top");

        Assert.Equal(["bottom", "left", "right", "top"], plan.Packages.Select(package => package.Name));
        Assert.Equal(
            ["needed by left", "needed by top", "needed by top", "asked for"],
            plan.Packages.Select(package => package.Reason.Describe(package.Name)));
        Assert.Equal(["left", "right"], plan.Packages[3].Needs);
        Assert.Equal("1 asked for, 3 needed by them, 0 found in a repository", plan.Summary);
    }

    [Fact]
    public void Plan_Nothing_PlansEverything()
    {
        using var distribution = Diamond();

        var plan = distribution.Plan();

        Assert.Equal(5, plan.AskedFor);
        Assert.Equal(0, plan.NeededByThem);
        Assert.Equal("packages/x86_64/bottom-1.0.0-r0.apk", plan.Targets[0]);
    }

    [Fact]
    public void Plan_Only_LeavesOutWhatIsNeeded()
    {
        using var distribution = Diamond();

        var plan = BuildPlanner.Plan(distribution.Load(), new PlanRequest { Packages = ["top", "left"], Architectures = ["x86_64"], Only = true });

        Assert.Equal(["left", "top"], plan.Architectures[0].Packages.Select(package => package.Name));
    }

    [Fact]
    public void Plan_Dependents_AreWhatMustBeBuiltAnew()
    {
        using var distribution = Diamond();

        var plan = BuildPlanner.Plan(distribution.Load(), new PlanRequest { Packages = ["left"], Architectures = ["x86_64"], Dependents = true });

        OrderChecker.Check(plan, distribution.Load());
        Assert.Equal(["left", "top"], plan.Architectures[0].Packages.Select(package => package.Name));
        Assert.Equal("depends on left", plan.Architectures[0].Packages[1].Reason.Describe("top"));
        Assert.Equal("1 asked for, 1 that depend on them, 0 found in a repository", plan.Architectures[0].Summary);
    }

    [Fact]
    public void Plan_OnlyAndDependents_IsRefused()
    {
        using var distribution = Diamond();

        Assert.Throws<ArgumentException>(() =>
            BuildPlanner.Plan(distribution.Load(), new PlanRequest { Architectures = ["x86_64"], Only = true, Dependents = true }));
    }

    [Fact]
    public void Plan_AlreadyBuilt_IsSkippedWithWhatItAloneNeeds()
    {
        using var distribution = Diamond().Write("Makefile", "all: x\n");
        var request = new PlanRequest
        {
            Packages = ["top"],
            Architectures = ["x86_64", "aarch64"],
            AlreadyBuilt = new Fixed("x86_64/left-1.0.0-r0.apk", "x86_64/right-1.0.0-r0.apk"),
        };

        var plan = BuildPlanner.Plan(distribution.Load(), request);

        Assert.Equal(["top"], plan.Architectures[0].Packages.Select(package => package.Name));
        Assert.Equal(["left", "right"], plan.Architectures[0].AlreadyThere);
        Assert.Equal("1 asked for, 0 needed by them, 2 found in a repository", plan.Architectures[0].Summary);
        Assert.Equal(4, plan.Architectures[1].Packages.Count);
    }

    [Fact]
    public void Plan_EverythingAlreadyBuilt_HasNothingToDo()
    {
        using var distribution = new ScratchDistribution().Package("one").Write("Makefile", "all: x\n");

        var plan = BuildPlanner.Plan(distribution.Load(), new PlanRequest { Architectures = ["x86_64"], AlreadyBuilt = new Fixed("x86_64/one-1.0.0-r0.apk") });

        Assert.Empty(plan.Architectures[0].Packages);
        Assert.Empty(plan.Architectures[0].Targets);
        Assert.Equal(1, plan.Architectures[0].AskedFor);
    }

    [Fact]
    public void Plan_TargetArchitecture_LimitsAndIsNoError()
    {
        using var distribution = new ScratchDistribution()
            .Package("everywhere", inPackage: "  target-architecture: [all]")
            .Package("arm", ["everywhere"], inPackage: "  target-architecture:\n    - aarch64")
            .Package("intel", inPackage: "  target-architecture:\n    - x86_64");

        var arm = distribution.Plan("aarch64", ["arm", "intel"]);
        var intel = distribution.Plan("x86_64", ["arm"]);

        Assert.Equal(["everywhere", "arm"], arm.Packages.Select(package => package.Name));
        Assert.Equal(["intel"], arm.NotForThisArchitecture);
        Assert.Empty(intel.Packages);
        Assert.Equal(["arm"], intel.NotForThisArchitecture);
    }

    [Fact]
    public void Plan_MakefileDeclaresAll_MakesAllWhereNothingIsNamed()
    {
        using var distribution = new ScratchDistribution().Package("one").Package("two").Write("Makefile", "all: one two\n");

        Assert.Equal(["all"], distribution.Plan().Targets);
        Assert.Equal(2, distribution.Plan().Packages.Count);
        Assert.Equal(["packages/x86_64/one-1.0.0-r0.apk"], distribution.Plan("one").Targets);
    }

    [Fact]
    public void Plan_SettingsSayFormat_WinOverMakefile()
    {
        using var distribution = new ScratchDistribution().Package("one").Write("Makefile", "all: one\n").Write(".wolfictl.yaml", "target-format: package\n");

        Assert.Equal(["package/one"], distribution.Plan("one").Targets);
    }

    [Fact]
    public void Plan_UnknownPackage_NamesNearest()
    {
        using var distribution = new ScratchDistribution().Package("brotli").Package("bzip2").Package("git-lfs");

        var refused = Assert.Throws<UnknownPackageException>(() => distribution.Plan("brtoli", "git-lfs", "zzz"));

        Assert.Equal(["brtoli", "zzz"], refused.Unknown);
        Assert.Equal(["brotli"], refused.Nearest["brtoli"]);
        Assert.Empty(refused.Nearest["zzz"]);
        Assert.Contains("Did you mean brotli?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Subpackage_SaysWhoBuildsIt()
    {
        using var distribution = new ScratchDistribution().Package("brotli", rest: "subpackages:\n  - name: brotli-dev\n");

        var refused = Assert.Throws<UnknownPackageException>(() => distribution.Plan("brotli-dev"));

        Assert.Equal("brotli", Assert.Single(refused.Details).BuiltBy);
        Assert.Contains("built by brotli", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_SamePlanElsewhere_IsTheSame()
    {
        using var here = Diamond();
        using var there = Diamond();
        var request = new PlanRequest { Packages = ["top"], Architectures = ["x86_64", "aarch64"] };
        var digest = BuildPlanner.Plan(here.Load(), request).Digest;

        Assert.Matches("^[0-9a-f]{64}$", digest);
        Assert.Equal(digest, BuildPlanner.Plan(there.Load(), request with { Architectures = ["aarch64", "x86_64"] }).Digest);
        there.Package("left");
        Assert.NotEqual(digest, BuildPlanner.Plan(there.Load(), request).Digest);
    }

    private sealed class Fixed(params string[] files) : IApkCatalog
    {
        public bool Contains(string architecture, string apkFileName) => files.Contains($"{architecture}/{apkFileName}");
    }
}
