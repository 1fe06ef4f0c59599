using System.Formats.Tar;
using System.Text;
using Wolfictl.Oci.Archives;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Archives;

public sealed class TarLayerTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("abcdefghi/", 30)) + "end";

    private static readonly TarLayer Layer = new(
    [
        TarItem.Directory("d"),
        TarItem.Bytes("d/empty", []),
        TarItem.Bytes("d/exact", new byte[512]),
        TarItem.Bytes("d/päckage ☃\nname", "snow"u8.ToArray()),
        new TarItem { Name = "d/link", Kind = TarEntryKind.SymbolicLink, LinkTarget = "exact" },
        new TarItem { Name = "d/long-link", Kind = TarEntryKind.SymbolicLink, LinkTarget = Long },
        new TarItem { Name = "d/run", Kind = TarEntryKind.File, Executable = true, Size = 1, Open = () => new MemoryStream([65]) },
        TarItem.Bytes(string.Concat(Enumerable.Repeat("split/", 20)) + "name", "by prefix"u8.ToArray()),
        TarItem.Bytes(Long, "by pax"u8.ToArray()),
        TarItem.Directory(new string('n', 200)),
    ]);

    [Fact]
    public async Task Digest_IsTheSameOnAnyMachine()
    {
        // Frozen: a change of these bytes changes the digest of every bundle, and sends all of them again.
        var layer = await Layer.DescribeAsync(CancellationToken.None);

        Assert.Equal("bceadd9843da09aa06f790adc73ba53b3c73e2c06c59ad7135a413b6efd879a7", layer.Digest.Hex);
    }

    [Fact]
    public async Task RuntimesReader_SeesWhatWasWritten()
    {
        await using var reader = new TarReader(Layer.Open());
        var seen = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            var content = entry.DataStream is null ? "" : await new StreamReader(entry.DataStream, Encoding.UTF8).ReadToEndAsync();
            seen.Add($"{entry.EntryType} {(int)entry.Mode} {entry.Name.TrimEnd('/')} {entry.LinkName.Length} {content.Trim('\0')}");
            Assert.Equal(0, entry.Uid + entry.Gid);
            Assert.Equal(TarLayer.Modified, entry.ModificationTime.ToUnixTimeSeconds());
        }

        Assert.Equal(Layer.Items.Count, seen.Count);
        Assert.Equal("RegularFile 420 d/päckage ☃\nname 0 snow", seen[3]);
        Assert.Equal("SymbolicLink 511 d/long-link 303 ", seen[5]);
        Assert.Equal("RegularFile 493 d/run 0 A", seen[6]);
        Assert.EndsWith("by prefix", seen[7], StringComparison.Ordinal);
        Assert.Equal($"RegularFile 420 {Long} 0 by pax", seen[8]);
    }

    [Fact]
    public async Task GnuTar_ListsEveryEntry()
    {
        using var scratch = new ScratchDirectory();
        await using (var file = File.Create(scratch.At("layer.tar")))
        {
            await Layer.Open().CopyToAsync(file);
        }

        var (status, output, errors) = await Command.RunAsync(null, "tar", "--numeric-owner", "-tvf", scratch.At("layer.tar"));

        Assert.Equal("", errors);
        Assert.Equal(0, status);
        Assert.Equal(Layer.Items.Count, output.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task OwnReader_SeesWhatWasWritten()
    {
        var reader = new ArchiveReader(Layer.Open());
        foreach (var item in Layer.Items)
        {
            var entry = await reader.NextAsync(CancellationToken.None);
            Assert.Equal(item.Name, entry!.Name.TrimEnd('/'));
            Assert.Equal(item.LinkTarget, entry.LinkTarget);
            Assert.Equal(item.Size, entry.Size);
        }

        Assert.Null(await reader.NextAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void Bytes_DoNotDependOnTheReadersBuffer(int size)
    {
        using var expected = new MemoryStream();
        Layer.Open().CopyTo(expected);
        using var stream = Layer.Open();
        using var actual = new MemoryStream();
        var buffer = new byte[size];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            actual.Write(buffer, 0, read);
        }

        Assert.Equal(expected.ToArray(), actual.ToArray());
    }

    [Fact]
    public void HugeFile_HasItsSizeInAPaxRecord()
    {
        var headers = TarBlock.Headers(new TarItem { Name = "huge", Kind = TarEntryKind.File, Size = 1L << 40, Open = () => Stream.Null }, 0);

        Assert.Equal(3 * TarBlock.Size, headers.Length);
        Assert.StartsWith("22 size=1099511627776\n", Encoding.ASCII.GetString(headers, 512, 64), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void FileThatChanges_IsNamed(int promised)
    {
        using var stream = new TarLayer([new TarItem { Name = "moving", Kind = TarEntryKind.File, Size = promised, Open = () => new MemoryStream(new byte[5]) }]).Open();

        var exception = Assert.Throws<OciException>(() => stream.CopyTo(Stream.Null));

        Assert.Contains("moving", exception.Message, StringComparison.Ordinal);
    }
}
