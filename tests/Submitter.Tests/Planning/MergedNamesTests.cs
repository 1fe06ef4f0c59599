using Wolfictl.Submitter.Planning;

namespace Wolfictl.Submitter.Tests.Planning;

public sealed class MergedNamesTests
{
    [Fact]
    public void OneOrder_StaysAsItIs() => Assert.Equal(["b", "a"], MergedNames.Of([["b", "a"]]));

    [Fact]
    public void WhatOnlyTheSecondHas_ComesBeforeWhatFollowsItThere() =>
        Assert.Equal(["a", "only-second", "b", "last"], MergedNames.Of([["a", "b"], ["a", "only-second", "b", "last"]]));

    [Fact]
    public void EveryNameComesOnce()
    {
        var merged = MergedNames.Of([["a", "b", "c"], ["c", "x", "a"], ["y", "x", "b"]]);
        Assert.Equal(merged.Distinct(), merged);
        Assert.Equal(["a", "b", "c", "x", "y"], merged.Order());
    }
}
