using System.Globalization;
using System.Text;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class LogTimestampTests
{
    [Theory]
    [InlineData("2026-03-01T12:00:00Z a b", "2026-03-01T12:00:00.0000000Z", "a b")]
    [InlineData("2026-03-01T12:00:00.1Z  x", "2026-03-01T12:00:00.1000000Z", " x")]
    [InlineData("2026-03-01T12:00:00.123456789Z x", "2026-03-01T12:00:00.1234567Z", "x")]
    [InlineData("2026-03-01T12:00:00.5+02:30 x", "2026-03-01T09:30:00.5000000Z", "x")]
    [InlineData("2026-03-01T12:00:00-01:00 ", "2026-03-01T13:00:00.0000000Z", "")]
    [InlineData("2026-03-01T12:00:00.000000001Z", "2026-03-01T12:00:00.0000000Z", "")]
    public void TrySplit_Time_IsTakenOff(string line, string time, string content)
    {
        Assert.True(LogTimestamp.TrySplit(Encoding.UTF8.GetBytes(line), out var read, out var rest));
        Assert.Equal(time, read.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(content, Encoding.UTF8.GetString(rest.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello world")]
    [InlineData("2026-13-01T12:00:00Z x")]
    [InlineData("2026-02-30T12:00:00Z x")]
    [InlineData("2026-03-01T12:00:60Z x")]
    [InlineData("2026-03-01 12:00:00Z x")]
    [InlineData("2026-03-01T12:00:00.Z x")]
    [InlineData("2026-03-01T12:00:00.1234567890Z x")]
    [InlineData("2026-03-01T12:00:00+99:00 x")]
    [InlineData("unable to retrieve container logs for containerd://0123456789")]
    public void TrySplit_NoTime_LeavesTheLine(string line)
    {
        Assert.False(LogTimestamp.TrySplit(Encoding.UTF8.GetBytes(line), out _, out var rest));
        Assert.Equal(line, Encoding.UTF8.GetString(rest.Span));
    }
}
