using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

public sealed class OutputArtifactTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _layout;

    public OutputArtifactTests() => _layout = new LayoutRepository(_scratch.At("layout"));

    public static TheoryData<string> UnsafePaths =>
    [
        "", "/etc/passwd", "../a.apk", "x86_64/../../a.apk", "x86_64//a.apk", "x86_64/", "./a.apk", "x86_64/.hidden", ".", "..", "a\\b.apk", "a b.apk", "a\n.apk", "a\0.apk", "-rf",
        "~root", "ü.apk", new string('a', 256), string.Join('/', Enumerable.Repeat("a", 9)),
    ];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task PushThenFetch_BringsEveryFileBack()
    {
        var pushed = await OutputArtifact.PushAsync(
            _layout,
            [File("x86_64/git-lfs-3.3.0-r1.apk", "lfs"), File("x86_64/brotli-1.0.9-r2.apk", "brotli"), File("x86_64/libstdc++-12.2.0-r1.apk", "")],
            new Dictionary<string, string> { ["build"] = "1" });

        var fetched = await OutputArtifact.FetchAsync(_layout, pushed.Manifest.Digest, _scratch.At("out"));

        Assert.Equal(["x86_64/brotli-1.0.9-r2.apk", "x86_64/git-lfs-3.3.0-r1.apk", "x86_64/libstdc++-12.2.0-r1.apk"], pushed.Files.Select(f => f.Path));
        Assert.Equal([6L, 3, 0], pushed.Files.Select(f => f.Size));
        Assert.Equal(pushed.Files.Select(f => _scratch.At("out", f.Path)), fetched);
        Assert.Equal("brotli", await System.IO.File.ReadAllTextAsync(fetched[0]));
        Assert.Equal(3, Directory.EnumerateFiles(_scratch.At("out"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal(pushed.Files, await OutputArtifact.ListAsync(_layout, pushed.Manifest.Digest));
    }

    [Fact]
    public async Task NoFiles_IsAValidArtifact()
    {
        var pushed = await OutputArtifact.PushAsync(_layout, []);

        var manifest = (await _layout.GetManifestAsync(pushed.Manifest.Digest)).ReadManifest();
        Assert.Equal(Descriptor.Empty, manifest.Config);
        Assert.Equal(Descriptor.Empty, Assert.Single(manifest.Layers));
        Assert.Equal(MediaTypes.Outputs, manifest.ArtifactType);
        Assert.Empty(await OutputArtifact.FetchAsync(_layout, pushed.Manifest.Digest, _scratch.At("out")));
    }

    [Fact]
    public async Task Manifest_IsWrittenAsTheSpecShowsIt()
    {
        var pushed = await OutputArtifact.PushAsync(_layout, [File("x86_64/a-1-r0.apk", "a")], new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });

        var text = System.Text.Encoding.UTF8.GetString((await _layout.GetManifestAsync(pushed.Manifest.Digest)).Bytes.Span);
        Assert.Equal(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.wolfictl.outputs.v1",
            "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},
            "layers":[{"mediaType":"application/vnd.wolfictl.apk.v1","digest":"sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb","size":1,
            "annotations":{"org.opencontainers.image.title":"x86_64/a-1-r0.apk"}}],"annotations":{"a":"1","b":"2"}}
            """.ReplaceLineEndings(""),
            text);
    }

    [Theory]
    [MemberData(nameof(UnsafePaths))]
    public async Task UnsafePath_IsNotPublished(string path)
    {
        var exception = await Assert.ThrowsAsync<BundleException>(() => OutputArtifact.PushAsync(_layout, [new OutputFile(path, _scratch.Write("a.apk", "a"))]));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
    }

    [Theory]
    [MemberData(nameof(UnsafePaths))]
    public async Task UnsafeTitle_IsNotFetched(string title)
    {
        var layer = await _layout.PushBytesAsync("evil"u8.ToArray(), MediaTypes.Apk);
        var digest = await PushAsync([layer with { Annotations = new Dictionary<string, string> { [AnnotationKeys.Title] = title } }]);

        var exception = await Assert.ThrowsAsync<BundleException>(() => OutputArtifact.FetchAsync(_layout, digest, _scratch.At("out")));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.Equal(["layout"], Directory.EnumerateFileSystemEntries(_scratch.FullPath).Select(Path.GetFileName));
    }

    [Fact]
    public async Task TitleTwice_IsRefused()
    {
        var layer = await _layout.PushBytesAsync("a"u8.ToArray(), MediaTypes.Apk);
        var other = await _layout.PushBytesAsync("b"u8.ToArray(), MediaTypes.Apk);
        var title = new Dictionary<string, string> { [AnnotationKeys.Title] = "a.apk" };
        var digest = await PushAsync([layer with { Annotations = title }, other with { Annotations = title }]);

        await Assert.ThrowsAsync<BundleException>(() => OutputArtifact.FetchAsync(_layout, digest, _scratch.At("out")));
    }

    [Fact]
    public async Task DamagedLayer_NeverStandsUnderItsName()
    {
        var pushed = await OutputArtifact.PushAsync(_layout, [File("x86_64/a-1-r0.apk", "right")]);
        await System.IO.File.WriteAllTextAsync(_scratch.At("layout/blobs/sha256", pushed.Files[0].Digest.Hex), "wrong");

        await Assert.ThrowsAsync<OciException>(() => OutputArtifact.FetchAsync(_layout, pushed.Manifest.Digest, _scratch.At("out")));

        Assert.Empty(Directory.EnumerateFiles(_scratch.At("out"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Fetch_LeavesRightFilesAlone_AndReplacesWrongOnes()
    {
        var pushed = await OutputArtifact.PushAsync(_layout, [File("x86_64/a-1-r0.apk", "right"), File("x86_64/b-1-r0.apk", "other")]);
        var a = _scratch.Write("out/x86_64/a-1-r0.apk", "right");
        System.IO.File.SetLastWriteTimeUtc(a, DateTime.UnixEpoch.AddDays(1));
        var b = _scratch.Write("out/x86_64/b-1-r0.apk", "wrong");

        await OutputArtifact.FetchAsync(_layout, pushed.Manifest.Digest, _scratch.At("out"));

        Assert.Equal(DateTime.UnixEpoch.AddDays(1), System.IO.File.GetLastWriteTimeUtc(a));
        Assert.Equal("other", await System.IO.File.ReadAllTextAsync(b));
    }

    [Fact]
    public async Task MissingFile_IsNamed()
    {
        var exception = await Assert.ThrowsAsync<BundleException>(() => OutputArtifact.PushAsync(_layout, [new OutputFile("x86_64/a.apk", _scratch.At("nowhere"))]));

        Assert.Equal(OciErrorKind.Unreadable, exception.Kind);
        Assert.Contains(_scratch.At("nowhere"), exception.Message, StringComparison.Ordinal);
    }

    private OutputFile File(string path, string content) => new(path, _scratch.Write(Path.Combine("built", Path.GetFileName(path)), content));

    private async Task<Digest> PushAsync(IReadOnlyList<Descriptor> layers)
    {
        var config = await _layout.PushBytesAsync(Descriptor.EmptyContent, MediaTypes.Empty);
        var manifest = new Manifest { ArtifactType = MediaTypes.Outputs, Config = config, Layers = layers };
        return (await _layout.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest)).Digest;
    }
}
