using System.Security.Cryptography;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.Oci.Tests.Archives;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

public sealed class FileLayersTests : IDisposable
{
    private static readonly FileLayersOptions Options = new() { Created = DateTimeOffset.FromUnixTimeSeconds(1700000000), LargeFile = 50_000 };

    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _layout;

    public FileLayersTests() => _layout = new LayoutRepository(_scratch.At("layout"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task PushThenUnpack_BringsEveryFileBack_AndAgainKeepsThem()
    {
        var files = Make(200, 100).Append(Make(100_000)).ToList();

        var pushed = await FileLayers.PushAsync(_layout, files, Options);
        var first = await FileLayers.UnpackAsync(_layout, pushed.Manifest.Digest, _scratch.At("out"));
        var second = await FileLayers.UnpackAsync(_layout, pushed.Manifest.Digest, _scratch.At("out"));

        Assert.Equal((201, 0), first);
        Assert.Equal((0, 201), second);
        Assert.Equal(files.Select(f => f.Name).Order(StringComparer.Ordinal), Directory.GetFiles(_scratch.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(f.FilePath), File.ReadAllBytes(_scratch.At("out", f.Name))));
    }

    [Fact]
    public async Task SameFiles_InAnyOrder_GiveTheSameDigest()
    {
        var files = Make(50, 10).ToList();

        var one = await FileLayers.PushAsync(_layout, files, Options);
        files.Reverse();
        var other = await FileLayers.PushAsync(new LayoutRepository(_scratch.At("layout2")), files, Options);

        Assert.Equal(one.Manifest.Digest, other.Manifest.Digest);
    }

    [Fact]
    public async Task NewFile_ChangesOneLayer()
    {
        var files = Make(1500, 300).ToList();
        var before = await LayersAsync(files);

        files.AddRange(Make(1, 300));
        var after = await LayersAsync(files);

        Assert.Equal(64, before.Count);
        Assert.Equal(64, after.Count);
        var changed = Assert.Single(after, layer => before.All(b => b.Digest != layer.Digest));
        Assert.InRange(changed.Size, 1, before.Sum(b => b.Size) / 16);
    }

    [Fact]
    public async Task LargeFile_HasALayerOfItsOwn_SoThatItIsNotSentAgain()
    {
        var large = Make(100_000);
        var before = await LayersAsync([large, .. Make(10, 10)]);
        var after = await LayersAsync([large, .. Make(10, 10)]);

        Assert.Single(before, b => b.Size > 100_000 && after.Any(a => a.Digest == b.Digest));
    }

    [Fact]
    public async Task ManyLargeFiles_StayBelowTheLayersThatRuntimesTake()
    {
        var layers = await LayersAsync([.. Make(100, 50_000), .. Make(300, 10)]);

        Assert.InRange(layers.Count, 60, 112);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData("a\n")]
    public async Task UnsafeName_IsRefusedBothWays(string name)
    {
        await Assert.ThrowsAsync<BundleException>(() => FileLayers.PushAsync(_layout, [new LayerFile(name, _scratch.Write("x", "x"))], Options));

        var digest = await PushImageAsync(RawTar.New().File("good").File(name).End());
        await Assert.ThrowsAsync<BundleException>(() => FileLayers.UnpackAsync(_layout, digest, _scratch.At("out")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("out")));
    }

    [Fact]
    public async Task Links_AreRefused()
    {
        var digest = await PushImageAsync(RawTar.New().Link("a", "b").End());

        await Assert.ThrowsAsync<BundleException>(() => FileLayers.UnpackAsync(_layout, digest, _scratch.At("out")));
    }

    [Theory]
    [MemberData(nameof(ArchiveUnpackerTests.HostileNames), MemberType = typeof(ArchiveUnpackerTests))]
    public async Task HostileArchive_WritesNothing(string name)
    {
        _scratch.Write("outside/victim", "untouched");
        var digest = await PushImageAsync(HostileArchives.All[name](_scratch.At("outside")));

        await Assert.ThrowsAnyAsync<OciException>(
            () => FileLayers.UnpackAsync(_layout, digest, _scratch.At("out"), new UnpackLimits { MaxEntries = 100, MaxBytes = 1024 * 1024 }));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("out")));
        Assert.Equal([_scratch.At("outside/victim")], Directory.EnumerateFileSystemEntries(_scratch.At("outside")));
        Assert.Equal("untouched", await File.ReadAllTextAsync(_scratch.At("outside/victim")));
    }

    [Fact]
    public async Task DamagedLayer_LeavesNoFile()
    {
        var pushed = await FileLayers.PushAsync(_layout, [Make(1000)], Options);
        var layer = (await _layout.GetManifestAsync(pushed.Manifest.Digest)).ReadManifest().Layers[0];
        var blob = _scratch.At("layout/blobs/sha256", layer.Digest.Hex);
        var bytes = await File.ReadAllBytesAsync(blob);
        bytes[1100] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes);

        var exception = await Assert.ThrowsAsync<OciException>(() => FileLayers.UnpackAsync(_layout, pushed.Manifest.Digest, _scratch.At("out")));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("out")));
    }

    [Fact]
    public async Task TooManyBytes_StopAtTheLimit()
    {
        var pushed = await FileLayers.PushAsync(_layout, [.. Make(10, 1000)], Options);

        var exception = await Assert.ThrowsAsync<BundleException>(
            () => FileLayers.UnpackAsync(_layout, pushed.Manifest.Digest, _scratch.At("out"), new UnpackLimits { MaxBytes = 5000 }));

        Assert.Equal(OciErrorKind.TooLarge, exception.Kind);
    }

    private List<LayerFile> Make(int count, int size) => Enumerable.Range(0, count).Select(_ => Make(size)).ToList();

    private LayerFile Make(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var name = Digest.Of(content).ToString();
        Directory.CreateDirectory(_scratch.At("in"));
        File.WriteAllBytes(_scratch.At("in", name), content);
        return new LayerFile(name, _scratch.At("in", name));
    }

    private async Task<IReadOnlyList<Descriptor>> LayersAsync(IReadOnlyList<LayerFile> files)
    {
        var pushed = await FileLayers.PushAsync(_layout, files, Options);
        return (await _layout.GetManifestAsync(pushed.Manifest.Digest)).ReadManifest().Layers;
    }

    private async Task<Digest> PushImageAsync(byte[] layer)
    {
        var manifest = new Manifest
        {
            Config = await _layout.PushBytesAsync("{}"u8.ToArray(), MediaTypes.ImageConfig),
            Layers = [await _layout.PushBytesAsync(layer, MediaTypes.LayerTar)],
        };
        return (await _layout.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest)).Digest;
    }
}
