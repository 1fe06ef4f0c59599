using Wolfictl.CacheWorker.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Storing;

public sealed class SourceStoreTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly byte[] _content = OriginContent.Of(1, 700_000);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_RightBytes_StandUnderTheirName()
    {
        using var store = SourceStore.Open(_folder.Path);
        var stored = await store.WriteAsync(Sums.Both(_content), new MemoryStream(_content));
        Assert.Equal("sha256:" + Sums.Sha256(_content), Path.GetFileName(stored.Path));
        Assert.Equal(_content, await File.ReadAllBytesAsync(stored.Path));
        Assert.Equal((Sums.Sha256(_content), Sums.Sha512(_content), 700_000), (stored.Sha256, stored.Sha512, stored.Size));
        Assert.Empty(Sums.Partials(_folder.Path));
    }

    [Fact]
    public async Task Write_OnlySha512_StandsUnderIt()
    {
        using var store = SourceStore.Open(_folder.Path);
        var stored = await store.WriteAsync(Sums.Only512(_content), new MemoryStream(_content));
        Assert.Equal("sha512:" + Sums.Sha512(_content), Path.GetFileName(stored.Path));
    }

    [Fact]
    public async Task Write_WrongBytes_LeavesNothingAndTellsBoth()
    {
        using var store = SourceStore.Open(_folder.Path);
        var expected = Sums.Of(_content);
        _content[5] ^= 1;
        var mismatch = await Assert.ThrowsAsync<ChecksumMismatchException>(() => store.WriteAsync(expected, new MemoryStream(_content)));
        Assert.Contains(expected.Sha256!, mismatch.Message, StringComparison.Ordinal);
        Assert.Equal(Sums.Sha256(_content), mismatch.ActualSha256);
        Assert.Empty(store.List());
        Assert.Empty(Sums.Partials(_folder.Path));
    }

    [Fact]
    public async Task Write_Sha256FitsButSha512Not_StoresNothing()
    {
        using var store = SourceStore.Open(_folder.Path);
        var expected = SourceChecksums.Create(Sums.Sha256(_content), new string('0', 128));
        var mismatch = await Assert.ThrowsAsync<ChecksumMismatchException>(() => store.WriteAsync(expected, new MemoryStream(_content)));
        Assert.Contains("expected sha512 000", mismatch.Message, StringComparison.Ordinal);
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task Find_NothingThere_IsNull()
    {
        using var store = SourceStore.Open(_folder.Path);
        Assert.Null(await store.FindAsync(Sums.Of(_content)));
    }

    [Fact]
    public async Task Find_FileOfAnotherTool_IsReadOnceAndThenTrusted()
    {
        var path = Place(_content);
        using (var store = SourceStore.Open(_folder.Path))
        {
            Assert.NotNull(await store.FindAsync(Sums.Of(_content)));
            Assert.Equal(_content.Length, store.BytesRead);
        }

        using var again = SourceStore.Open(_folder.Path);
        Assert.Equal(path, (await again.FindAsync(Sums.Of(_content)))!.Path);
        Assert.Equal(0, again.BytesRead);
    }

    [Fact]
    public async Task Find_Sha512AskedForLater_ReadsOnceMore()
    {
        Place(_content);
        using var store = SourceStore.Open(_folder.Path);
        Assert.Null((await store.FindAsync(Sums.Of(_content)))!.Sha512);
        Assert.Equal(Sums.Sha512(_content), (await store.FindAsync(Sums.Both(_content)))!.Sha512);
        Assert.Equal(Sums.Sha512(_content), (await store.FindAsync(Sums.Both(_content)))!.Sha512);
        Assert.Equal(2 * _content.Length, store.BytesRead);
    }

    [Fact]
    public async Task Find_WarmThousand_ReadsNoContent()
    {
        var contents = Enumerable.Range(0, 1000).Select(i => OriginContent.Of(i, 2000)).ToList();
        contents.ForEach(content => Place(content));
        using (var store = SourceStore.Open(_folder.Path))
        {
            Assert.Equal(1000, (await store.VerifyAsync()).Checked);
        }

        using var warm = SourceStore.Open(_folder.Path);
        foreach (var content in contents)
        {
            Assert.NotNull(await warm.FindAsync(Sums.Of(content)));
        }

        Assert.Equal(0, warm.BytesRead);
    }

    [Fact]
    public async Task Find_AlteredWithTheSameSizeAndTime_IsNoticedAndMovedAway()
    {
        using var store = SourceStore.Open(_folder.Path);
        var stored = await store.WriteAsync(Sums.Of(_content), new MemoryStream(_content));
        var written = File.GetLastWriteTimeUtc(stored.Path);
        using (var file = File.OpenWrite(stored.Path))
        {
            file.WriteByte((byte)~_content[0]);
        }

        File.SetLastWriteTimeUtc(stored.Path, written);
        Assert.Null(await store.FindAsync(Sums.Of(_content)));
        Assert.False(File.Exists(stored.Path));
        Assert.True(File.Exists(Path.Combine(_folder.Path, ".bad", stored.Name.ToString())));
    }

    [Fact]
    public async Task Find_FolderUnderAFinalName_SaysWhatToDo()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, Sums.Of(_content).Name.ToString()));
        using var store = SourceStore.Open(_folder.Path);
        var fault = await Assert.ThrowsAsync<SourceStoreException>(async () => await store.FindAsync(Sums.Of(_content)));
        Assert.Contains("not a regular file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FlippedBit_NamesAndMovesIt()
    {
        using var store = SourceStore.Open(_folder.Path);
        await store.WriteAsync(Sums.Of(_content), new MemoryStream(_content));
        var other = OriginContent.Of(2, 1000);
        var path = (await store.WriteAsync(Sums.Of(other), new MemoryStream(other))).Path;
        other[999] ^= 0x80;
        await File.WriteAllBytesAsync(path, other);
        var report = await store.VerifyAsync();
        var bad = Assert.Single(report.Bad);
        Assert.Equal((2, 701_000L), (report.Checked, report.Bytes));
        Assert.Equal((Sums.Sha256(other), 1000L), (bad.Actual, bad.Size));
        Assert.True(File.Exists(bad.MovedTo));
        Assert.Single(store.List());
        Assert.Empty(Sums.WrongFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_TwoWorkers_OneIsToldToWait()
    {
        using var one = SourceStore.Open(_folder.Path);
        using var two = SourceStore.Open(_folder.Path);
        using (var held = one.TryOpenPartial(Sums.Of(_content)))
        {
            Assert.NotNull(held);
            Assert.Null(two.TryOpenPartial(Sums.Of(_content)));
            await Assert.ThrowsAsync<SourceStoreException>(() => two.WriteAsync(Sums.Of(_content), new MemoryStream(_content)));
        }

        Assert.NotNull(await two.WriteAsync(Sums.Of(_content), new MemoryStream(_content)));
        Assert.NotNull(await one.FindAsync(Sums.Of(_content)));
        Assert.Equal(0, one.BytesRead);
    }

    [Fact]
    public void Open_FolderIsAFile_SaysSo()
    {
        var path = Path.Combine(_folder.Path, "file");
        File.WriteAllText(path, "");
        var fault = Assert.Throws<SourceStoreException>(() => SourceStore.Open(path));
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
    }

    private string Place(byte[] content)
    {
        var path = Path.Combine(_folder.Path, Sums.Of(content).Name.ToString());
        File.WriteAllBytes(path, content);
        return path;
    }
}
