using System.Text;
using Wolfictl.Scheduler.Logs;

namespace Wolfictl.Scheduler.Tests.Logs;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain text, tabs\tand Grüße \u4f60", "plain text, tabs\tand Grüße \u4f60")]
    [InlineData("", "")]
    [InlineData("dos\r", "dos")]
    [InlineData("10%\r20%\r\r", "10%\u240d20%\u240d")]
    [InlineData("\u001b[2J\u001b]0;owned\u0007", "\u241b[2J\u241b]0;owned\u2407")]
    [InlineData("a\0b", "a\u2400b")]
    [InlineData("\u007f\u009b31m", "\u2421\ufffd31m")]
    [InlineData("safe\u202eexe.txt\u2066\u2028", "safe\ufffdexe.txt\ufffd\ufffd")]
    [InlineData("{\"level\":\"error\"}", "{\"level\":\"error\"}")]
    [InlineData("a\nb", "a\u240ab")]
    public void Neutralise_LeavesNothingThatATerminalObeys(string line, string expected) => Assert.Equal(expected, LogText.Neutralise(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Neutralise_MalformedUtf8_IsReplaced() => Assert.Equal("a\ufffd\ufffdb", LogText.Neutralise([(byte)'a', 0xff, 0xfe, (byte)'b']));

    [Fact]
    public void Neutralise_EveryByte_LeavesNoControlCharacterButTab()
    {
        var all = LogText.Neutralise([.. Enumerable.Range(0, 256).Select(i => (byte)i)]);

        Assert.Equal(['\t'], all.Where(char.IsControl));
    }
}
