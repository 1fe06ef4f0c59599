using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Hosting.Tests.CommandLine;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("6h", 21600)]
    [InlineData("2d", 172800)]
    [InlineData("3650d", 315360000)]
    public void Parse_Good_IsThatLong(string text, long seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1.5h")]
    [InlineData("1 s")]
    [InlineData(" 1s")]
    [InlineData("1S")]
    [InlineData("1w")]
    [InlineData("1\0s")]
    [InlineData("٣s")]
    [InlineData("3651d")]
    [InlineData("99999999d")]
    [InlineData("999999999999d")]
    public void Parse_Bad_IsRefused(string? text)
    {
        Assert.False(Durations.TryParse(text, out var value));
        Assert.Equal(TimeSpan.Zero, value);
        Assert.Throws<FormatException>(() => Durations.Parse(text!));
    }
}
