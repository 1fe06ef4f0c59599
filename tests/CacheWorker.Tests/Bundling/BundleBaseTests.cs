using Wolfictl.CacheWorker.Bundling;

namespace Wolfictl.CacheWorker.Tests.Bundling;

public sealed class BundleBaseTests
{
    [Fact]
    public void None_IsNoImage() => Assert.Null(BundleBase.Parse("none"));

    [Fact]
    public void Default_IsTheImageOfThisVersion() => Assert.Matches(@"^ghcr\.io/wolfi-dev/wolfictl:\d+\.\d+\.\d+", BundleBase.Parse(BundleBase.Default)!.ToString());

    [Theory]
    [InlineData("", "no image")]
    [InlineData("wolfictl", "no image")]
    [InlineData("ghcr.io/wolfi-dev/wolfictl", "neither tag nor digest")]
    public void WhatIsNoImage_IsRefusedWithTheForm(string text, string said)
    {
        var refused = Assert.Throws<FormatException>(() => BundleBase.Parse(text));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains("or none", refused.Message, StringComparison.Ordinal);
    }
}
