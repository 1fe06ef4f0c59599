using System.Text;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Storing;

public sealed class StoreIndexTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly byte[] _content = OriginContent.Of(3, 5000);

    private string IndexPath => Path.Combine(_folder.Path, ".index");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\":")]
    [InlineData("null\n[]\n{\"name\":null,\"size\":1,\"modified\":1,\"changed\":1,\"inode\":1,\"used\":1}\n\0\0\0\0")]
    [InlineData("{\"name\":\"sha256:x\",\"size\":\"many\"}\n")]
    public async Task Open_CorruptIndex_VerifiesAgain(string index)
    {
        await StoreAsync();
        await File.WriteAllTextAsync(IndexPath, index);
        using var store = SourceStore.Open(_folder.Path);
        Assert.NotNull(await store.FindAsync(Sums.Of(_content)));
        Assert.Equal(_content.Length, store.BytesRead);
        Assert.NotNull(await store.FindAsync(Sums.Of(_content)));
        Assert.Equal(_content.Length, store.BytesRead);
    }

    [Fact]
    public async Task Open_LastLineCut_TrustsTheOthers()
    {
        await StoreAsync();
        await File.AppendAllTextAsync(IndexPath, "{\"name\":\"sha256:12");
        using var store = SourceStore.Open(_folder.Path);
        Assert.NotNull(await store.FindAsync(Sums.Of(_content)));
        Assert.Equal(0, store.BytesRead);
    }

    [Fact]
    public async Task Open_NotUtf8_VerifiesAgain()
    {
        await StoreAsync();
        await File.WriteAllBytesAsync(IndexPath, OriginContent.Of(9, 10_000));
        using var store = SourceStore.Open(_folder.Path);
        Assert.NotNull(await store.FindAsync(Sums.Of(_content)));
        Assert.Equal(_content.Length, store.BytesRead);
    }

    [Fact]
    public async Task Open_ManyOldLines_CompactsAndKeepsTheLast()
    {
        await StoreAsync();
        var line = await File.ReadAllTextAsync(IndexPath);
        await File.WriteAllTextAsync(IndexPath, new StringBuilder().Insert(0, line.Replace("\"size\":5000", "\"size\":4999", StringComparison.Ordinal), 600).Append(line).ToString());
        using var store = SourceStore.Open(_folder.Path);
        Assert.Equal(line, await File.ReadAllTextAsync(IndexPath));
        Assert.NotNull(await store.FindAsync(Sums.Of(_content)));
        Assert.Equal(0, store.BytesRead);
    }

    [Fact]
    public async Task Find_IndexReplacedByAnother_FollowsIt()
    {
        using var one = SourceStore.Open(_folder.Path);
        await one.WriteAsync(Sums.Of(_content), new MemoryStream(_content));
        File.Copy(IndexPath, IndexPath + "2");
        File.Move(IndexPath + "2", IndexPath, overwrite: true);
        var other = OriginContent.Of(4, 100);
        await one.WriteAsync(Sums.Of(other), new MemoryStream(other));
        using var two = SourceStore.Open(_folder.Path);
        Assert.NotNull(await two.FindAsync(Sums.Of(_content)));
        Assert.NotNull(await two.FindAsync(Sums.Of(other)));
        Assert.Equal(0, two.BytesRead);
    }

    [Fact]
    public async Task Put_ManyWorkersAtOnce_LosesNoLine()
    {
        var contents = Enumerable.Range(0, 64).Select(i => OriginContent.Of(100 + i, 50)).ToList();
        await Parallel.ForEachAsync(contents.Chunk(16), async (mine, token) =>
        {
            using var store = SourceStore.Open(_folder.Path);
            foreach (var content in mine)
            {
                await store.WriteAsync(Sums.Of(content), new MemoryStream(content), token);
            }
        });
        Assert.Equal(64, (await File.ReadAllLinesAsync(IndexPath)).Length);
        using var store = SourceStore.Open(_folder.Path);
        foreach (var content in contents)
        {
            Assert.NotNull(await store.FindAsync(Sums.Of(content)));
        }

        Assert.Equal(0, store.BytesRead);
    }

    private async Task StoreAsync()
    {
        using var store = SourceStore.Open(_folder.Path);
        await store.WriteAsync(Sums.Of(_content), new MemoryStream(_content));
    }
}
