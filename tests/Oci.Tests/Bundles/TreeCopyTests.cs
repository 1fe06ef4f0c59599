using Wolfictl.Oci.Bundles;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

public sealed class TreeCopyTests : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Closed = ReadOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly ScratchDirectory _scratch = new();

    public TreeCopyTests()
    {
        _scratch.Write("from/a", "content of a");
        _scratch.Write("from/deep/er/b", "b");
    }

    private string From => _scratch.At("from");

    private string To => _scratch.At("to");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Copy_BringsNamesModesTimesAndLinks()
    {
        _scratch.Write("from/with\nnewline", "n");
        _scratch.Write("from/closed/file", "c");
        _scratch.Write("from/empty", "");
        Directory.CreateDirectory(_scratch.At("from/nothing in it"));
        File.CreateSymbolicLink(_scratch.At("from/to-file"), "deep/er/b");
        File.CreateSymbolicLink(_scratch.At("from/to-folder"), "deep");
        File.CreateSymbolicLink(_scratch.At("from/deep/to-nowhere"), "../absent");
        File.SetLastWriteTimeUtc(_scratch.At("from/a"), DateTime.UnixEpoch.AddDays(4000));
        File.SetUnixFileMode(_scratch.At("from/a"), ReadOnly);
        File.SetUnixFileMode(_scratch.At("from/deep/er/b"), (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(_scratch.At("from/closed"), Closed);

        var result = TreeCopy.Run(From, To);

        Assert.Equal((8, 0, 15L), (result.Written, result.Kept, result.Bytes));
        Assert.Equal("n", File.ReadAllText(_scratch.At("to/with\nnewline")));
        Assert.Equal("c", File.ReadAllText(_scratch.At("to/closed/file")));
        Assert.Equal("", File.ReadAllText(_scratch.At("to/empty")));
        Assert.True(Directory.Exists(_scratch.At("to/nothing in it")));
        Assert.Equal("deep/er/b", new FileInfo(_scratch.At("to/to-file")).LinkTarget);
        Assert.Equal("deep", new FileInfo(_scratch.At("to/to-folder")).LinkTarget);
        Assert.Equal("../absent", new FileInfo(_scratch.At("to/deep/to-nowhere")).LinkTarget);
        Assert.Equal(DateTime.UnixEpoch.AddDays(4000), File.GetLastWriteTimeUtc(_scratch.At("to/a")));
        Assert.Equal(ReadOnly, File.GetUnixFileMode(_scratch.At("to/a")));
        Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(_scratch.At("to/deep/er/b")));
        Assert.Equal(Closed, File.GetUnixFileMode(_scratch.At("to/closed")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(To, "*", SearchOption.AllDirectories), name => name.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public void Again_LeavesAllThatIsThere()
    {
        File.CreateSymbolicLink(_scratch.At("from/link"), "a");
        File.SetUnixFileMode(_scratch.At("from/deep/er"), Closed);
        TreeCopy.Run(From, To);
        File.SetLastWriteTimeUtc(_scratch.At("to/a"), DateTime.UnixEpoch.AddDays(1));

        var again = TreeCopy.Run(From, To);

        Assert.Equal((0, 3, 0L), (again.Written, again.Kept, again.Bytes));
        Assert.Equal(DateTime.UnixEpoch.AddDays(1), File.GetLastWriteTimeUtc(_scratch.At("to/a")));
        Assert.Equal(Closed, File.GetUnixFileMode(_scratch.At("to/deep/er")));
    }

    [Fact]
    public void OtherFilesUnderTheSameNames_AreReplacedAndTheRestIsLeft()
    {
        _scratch.Write("to/a", "content of b");
        _scratch.Write("to/deep/er/b", "longer than one");
        _scratch.Write("to/more", "stays");
        _scratch.Write("from/same", "same");
        File.SetUnixFileMode(_scratch.Write("to/same", "same"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(3, TreeCopy.Run(From, To).Written);

        Assert.Equal("content of a", File.ReadAllText(_scratch.At("to/a")));
        Assert.Equal("b", File.ReadAllText(_scratch.At("to/deep/er/b")));
        Assert.Equal("stays", File.ReadAllText(_scratch.At("to/more")));
        Assert.Equal(File.GetUnixFileMode(_scratch.At("from/same")), File.GetUnixFileMode(_scratch.At("to/same")));
    }

    [Fact]
    public void LinkInTheTarget_IsReplacedByAFileAndNotWrittenThrough()
    {
        _scratch.Write("outside", "untouched");
        Directory.CreateDirectory(To);
        File.CreateSymbolicLink(_scratch.At("to/a"), _scratch.At("outside"));

        TreeCopy.Run(From, To);

        Assert.Equal("untouched", File.ReadAllText(_scratch.At("outside")));
        Assert.Null(new FileInfo(_scratch.At("to/a")).LinkTarget);
        Assert.Equal("content of a", File.ReadAllText(_scratch.At("to/a")));
    }

    [Fact]
    public void LinkInTheTarget_WhereADirectoryBelongs_IsRefused()
    {
        Directory.CreateDirectory(_scratch.At("outside"));
        Directory.CreateDirectory(To);
        File.CreateSymbolicLink(_scratch.At("to/deep"), _scratch.At("outside"));

        Assert.Equal(["deep"], Assert.Throws<BundleException>(() => TreeCopy.Run(From, To)).Paths);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("outside")));
    }

    [Fact]
    public void LinkThatChanged_IsReplaced()
    {
        File.CreateSymbolicLink(_scratch.At("from/link"), "a");
        Directory.CreateDirectory(To);
        File.CreateSymbolicLink(_scratch.At("to/link"), "deep");

        TreeCopy.Run(From, To);

        Assert.Equal("a", new FileInfo(_scratch.At("to/link")).LinkTarget);
    }

    [Theory]
    [InlineData("to/a/there", "a")]
    [InlineData("to/link/there", "link")]
    public void DirectoryWhereAFileOrLinkBelongs_IsRefused(string there, string name)
    {
        File.CreateSymbolicLink(_scratch.At("from/link"), "a");
        _scratch.Write(there, "x");

        Assert.Equal([name], Assert.Throws<BundleException>(() => TreeCopy.Run(From, To)).Paths);
        Assert.Equal("x", File.ReadAllText(_scratch.At(there)));
    }

    [Fact]
    public async Task Fifo_IsRefusedAndNotOpened()
    {
        await Command.OutputAsync(null, "mkfifo", _scratch.At("from/fifo"));

        Assert.Equal(["fifo"], Assert.Throws<BundleException>(() => TreeCopy.Run(From, To)).Paths);
    }

    [Fact]
    public void FoldersThatAreOneInTheOther_AreRefused()
    {
        Assert.Equal(OciErrorKind.Refused, Assert.Throws<BundleException>(() => TreeCopy.Run(From, _scratch.At("from/deep"))).Kind);
        Assert.Equal(OciErrorKind.Refused, Assert.Throws<BundleException>(() => TreeCopy.Run(_scratch.At("from/deep"), From)).Kind);
        Assert.Equal(OciErrorKind.NotFound, Assert.Throws<BundleException>(() => TreeCopy.Run(_scratch.At("absent"), To)).Kind);
        Assert.False(Directory.Exists(To));
    }

    [Fact]
    public void Cancelled_StopsAndTheNextGoesOn()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => TreeCopy.Run(From, To, stop.Token));
        Assert.Equal(2, TreeCopy.Run(From, To).Written);
    }
}
