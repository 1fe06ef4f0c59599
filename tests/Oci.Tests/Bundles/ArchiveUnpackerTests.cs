using System.Formats.Tar;
using System.Text;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Tests.Archives;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

public sealed class ArchiveUnpackerTests : IDisposable
{
    private static readonly UnpackLimits Limits = new() { MaxEntries = 100, MaxBytes = 1024 * 1024 };

    private readonly ScratchDirectory _scratch = new();

    public ArchiveUnpackerTests() => _scratch.Write("outside/victim", "untouched");

    public static TheoryData<string> HostileNames => [.. HostileArchives.All.Keys];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void HostileArchives_AreAtLeastForty() => Assert.True(HostileArchives.All.Count >= 40);

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Hostile_IsRefused_AndNothingIsWritten(string name)
    {
        var archive = HostileArchives.All[name](_scratch.At("outside"));

        var exception = await Assert.ThrowsAnyAsync<OciException>(() => UnpackAsync(archive));

        Assert.Contains(exception.Kind, new[] { OciErrorKind.Refused, OciErrorKind.Malformed, OciErrorKind.TooLarge }.AsEnumerable());
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.Equal(["outside", "outside/victim", "target"], Tree(_scratch.FullPath));
        Assert.Equal("untouched", await File.ReadAllTextAsync(_scratch.At("outside/victim")));
    }

    [Fact]
    public async Task Links_ThatStayInside_AreMade()
    {
        await UnpackAsync(RawTar.New().Link("first", "d/e/../f").Directory("d/e/").File("d/f", "x").Link("d/up", "../first").Link("circle", "circle").Link("dangling", "no/where").End());

        Assert.Equal("x", await File.ReadAllTextAsync(_scratch.At("target/d/up")));
        Assert.Equal("circle", new FileInfo(_scratch.At("target/circle")).LinkTarget);
        Assert.Equal("no/where", new FileInfo(_scratch.At("target/dangling")).LinkTarget);
    }

    [Fact]
    public async Task Modes_AreTheArchives_WithoutSetIdBits()
    {
        await UnpackAsync(RawTar.New().Directory("closed/", "0000555").File("closed/tool", "x", "0004755").File("secret", "x", "0000600").File("all", "x", "0000666").File("implied/x").End());

        Assert.Equal(Mode(0b101_101_101), File.GetUnixFileMode(_scratch.At("target/closed")));
        Assert.Equal(Mode(0b111_101_101), File.GetUnixFileMode(_scratch.At("target/closed/tool")));
        Assert.Equal(Mode(0b110_000_000), File.GetUnixFileMode(_scratch.At("target/secret")));
        Assert.Equal(Mode(0b110_110_110), File.GetUnixFileMode(_scratch.At("target/all")));
        Assert.Equal(Mode(0b111_101_101), File.GetUnixFileMode(_scratch.At("target/implied")));
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public async Task ArchivesOfTheRuntimesWriter_AreRead(TarEntryFormat format)
    {
        var archive = new MemoryStream();
        var longName = format == TarEntryFormat.V7 ? "short" : string.Concat(Enumerable.Repeat("directory/", 12)) + "file";
        await using (var writer = new TarWriter(archive, format, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("plain.txt", "plain"), (longName, "long"), ("empty", "") })
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    _ => new V7TarEntry(TarEntryType.V7RegularFile, name),
                };
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                await writer.WriteEntryAsync(entry);
            }
        }

        await UnpackAsync(archive.ToArray());

        Assert.Equal("plain", await File.ReadAllTextAsync(_scratch.At("target/plain.txt")));
        Assert.Equal("long", await File.ReadAllTextAsync(_scratch.At("target", longName)));
        Assert.Equal("", await File.ReadAllTextAsync(_scratch.At("target/empty")));
    }

    [Fact]
    public async Task SecondLayer_ReplacesFilesOfTheFirst()
    {
        using var unpacker = new ArchiveUnpacker(_scratch.At("target"), Limits);
        await unpacker.AddAsync(new MemoryStream(RawTar.New().File("d/a", "old").Link("l", "x").End()));
        await unpacker.AddAsync(new MemoryStream(RawTar.New().File("d/a", "new").Link("l", "d/a").End()));

        unpacker.Complete();

        Assert.Equal("new", await File.ReadAllTextAsync(_scratch.At("target/l")));
    }

    [Fact]
    public async Task TargetThatHoldsAName_IsLeftAlone()
    {
        _scratch.Write("target/a", "mine");
        Directory.CreateSymbolicLink(_scratch.At("target/b"), _scratch.At("outside"));

        var exception = await Assert.ThrowsAsync<BundleException>(() => UnpackAsync(RawTar.New().File("a").File("b/victim").File("c").End()));

        Assert.Equal(["a", "b"], exception.Paths);
        Assert.Equal("mine", await File.ReadAllTextAsync(_scratch.At("target/a")));
        Assert.Equal("untouched", await File.ReadAllTextAsync(_scratch.At("outside/victim")));
        Assert.False(File.Exists(_scratch.At("target/c")));
    }

    [Fact]
    public async Task NameWithANewline_IsKept()
    {
        await UnpackAsync(RawTar.New().File("two\nlines").Pax(("path", "three\nmore\nlines")).File("x").End());

        Assert.True(File.Exists(_scratch.At("target/two\nlines")));
        Assert.True(File.Exists(_scratch.At("target/three\nmore\nlines")));
    }

    private static UnixFileMode Mode(int bits) => (UnixFileMode)bits;

    private static IEnumerable<string> Tree(string root) =>
        Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal);

    private async Task UnpackAsync(byte[] archive)
    {
        using var unpacker = new ArchiveUnpacker(_scratch.At("target"), Limits);
        await unpacker.AddAsync(new MemoryStream(archive));
        unpacker.Complete();
    }
}
