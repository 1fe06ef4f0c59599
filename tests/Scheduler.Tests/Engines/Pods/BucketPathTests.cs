using Wolfictl.Scheduler.Engines.Pods;

namespace Wolfictl.Scheduler.Tests.Engines.Pods;

public sealed class BucketPathTests
{
    [Theory]
    [InlineData("packages", "gs://packages")]
    [InlineData("packages/", "gs://packages")]
    [InlineData("gs://packages", "gs://packages")]
    [InlineData("gs://packages/os/", "gs://packages/os")]
    [InlineData("packages/os/x86", "gs://packages/os/x86")]
    public void Parse_AnyForm_IsOneForm(string text, string expected) => Assert.Equal(expected, BucketPath.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("gs://")]
    [InlineData("/packages")]
    [InlineData("a b")]
    [InlineData("packages/../other")]
    [InlineData("packages//x")]
    [InlineData("packages/$(id)")]
    [InlineData("packages/`id`")]
    [InlineData("s3://packages")]
    [InlineData("packages\n")]
    public void Parse_NoBucket_IsRefused(string text) => Assert.Throws<FormatException>(() => BucketPath.Parse(text));
}
