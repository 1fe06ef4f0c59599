using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class PlanComparisonTests
{
    private static readonly JobPlan X86 = Given.Plan(Architecture.X86_64, "brotli");
    private static readonly JobPlan Arm = Given.Plan(Architecture.Aarch64, "brotli");

    [Fact]
    public void NothingTold_NoDifference() => Assert.Empty(PlanComparison.Compare(Given.Request(), [X86, Arm]));

    [Fact]
    public void Same_NoDifference() => Assert.Empty(PlanComparison.Compare(Given.Request() with { Plan = [X86.ToSummary(), Arm.ToSummary()] }, [Arm, X86]));

    [Fact]
    public void OtherTargets_AreADifference()
    {
        var theirs = X86.ToSummary() with { Digest = new string('9', 64) };

        var difference = Assert.Single(PlanComparison.Compare(Given.Request() with { Plan = [theirs, Arm.ToSummary()] }, [X86, Arm]));

        Assert.Equal((Architecture.X86_64, theirs, X86.ToSummary()), (difference.Architecture, difference.Submitter, difference.Scheduler));
    }

    [Fact]
    public void ArchitectureNamedAndNotPlanned_IsADifference()
    {
        var request = Given.Request() with { Architectures = Architectures.All, Plan = [X86.ToSummary(), Arm.ToSummary()] };

        var difference = Assert.Single(PlanComparison.Compare(request, [X86]));

        Assert.Equal((Architecture.Aarch64, null), (difference.Architecture, difference.Scheduler));
    }

    [Fact]
    public void ArchitectureLeftToTheScheduler_IsNot() =>
        Assert.Empty(PlanComparison.Compare(Given.Request() with { Plan = [X86.ToSummary(), Arm.ToSummary()] }, [X86]));

    [Fact]
    public void SameArchitectureToldTwice_TheFirstCounts() =>
        Assert.Empty(PlanComparison.Compare(Given.Request() with { Plan = [X86.ToSummary(), X86.ToSummary() with { Packages = 9 }] }, [X86]));
}
