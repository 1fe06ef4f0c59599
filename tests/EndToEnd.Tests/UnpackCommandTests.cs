using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests;

/// <summary><c>wolfictl unpack</c> as a process, outside of any image.</summary>
public sealed class UnpackCommandTests : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Closed = ReadOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;

    private readonly TemporaryFolder _folder = new();

    public UnpackCommandTests()
    {
        File.SetUnixFileMode(_folder, Everyone);
        _folder.Write("from/plain", "plain");
        _folder.Write("from/closed/file", "file");
        _folder.Write("from/with\nnewline", "n");
        File.CreateSymbolicLink(_folder["from/link"], "closed/file");
        File.SetUnixFileMode(_folder["from/plain"], ReadOnly);
        File.SetUnixFileMode(_folder["from/closed/file"], Everyone);
        File.SetUnixFileMode(_folder["from/closed"], Closed);
    }

    public void Dispose() => _folder.Dispose();

    [OtherUserFact]
    public async Task AnyUser_UnderAClosedUmask_KeepsModesAndLinks()
    {
        foreach (var expected in new[] { "4 files written, 10 B; 0 were there", "0 files written, 0 B; 4 were there" })
        {
            var run = await AsUserAsync("unpack", "--from", _folder["from"], "--to", _folder["to"]);
            Assert.True(run.ExitCode == 0, run.ErrorText);
            Assert.StartsWith(expected, run.OutputText, StringComparison.Ordinal);
        }

        Assert.Equal(ReadOnly, File.GetUnixFileMode(_folder["to/plain"]));
        Assert.Equal(Everyone, File.GetUnixFileMode(_folder["to/closed/file"]));
        Assert.Equal(Closed, File.GetUnixFileMode(_folder["to/closed"]));
        Assert.Equal("n", File.ReadAllText(_folder["to/with\nnewline"]));
        Assert.Equal("closed/file", new FileInfo(_folder["to/link"]).LinkTarget);
    }

    [OtherUserFact]
    public async Task TargetThatMayNotBeWritten_ExitsOneAndNamesIt()
    {
        _folder.CreateFolder("to");
        File.SetUnixFileMode(_folder["to"], Closed);
        var run = await AsUserAsync("unpack", "--from", _folder["from"], "--to", _folder["to"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_folder["to"], run.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent", "to", "absent")]
    [InlineData("from", "from/closed", "one in the other")]
    [InlineData("from", "", "--to")]
    public async Task FoldersThatCannotBe_ExitTwo(string from, string to, string said)
    {
        var run = await ChildProcess.RunAsync(Farm.Executable("wolfictl"), ["unpack", "--from", _folder[from], "--to", to.Length == 0 ? "" : _folder[to]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.ErrorText, StringComparison.Ordinal);
    }

    private static Task<FinishedProcess> AsUserAsync(params string[] arguments)
    {
        var (fileName, words) = OtherUserFactAttribute.Command("/bin/sh", ["-c", "umask 077; exec \"$0\" \"$@\"", Farm.Executable("wolfictl"), .. arguments]);
        return ChildProcess.RunAsync(fileName, words);
    }
}
