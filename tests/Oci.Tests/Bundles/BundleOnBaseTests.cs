using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Images;
using Wolfictl.Oci.Layout;
using Wolfictl.Oci.Tests.Archives;
using Wolfictl.Oci.Tests.Images;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

/// <summary>Bundles that can be run, and that our own code unpacks without running them.</summary>
public sealed class BundleOnBaseTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _bases;
    private readonly LayoutRepository _layout;

    public BundleOnBaseTests()
    {
        _bases = new LayoutRepository(_scratch.At("bases"));
        _layout = new LayoutRepository(_scratch.At("layout"));
        _scratch.Write("source/brotli.yaml", "package: {name: brotli}\n");
        _scratch.Write("source/pipelines/make.yaml", "x");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Bundle_HasAnImageForEachPlatform_TheBaseBelow()
    {
        var below = await BaseFixtures.PushAsync(_bases);
        var bundle = await CreateAsync(below);

        var index = (await _layout.GetManifestAsync(bundle.Digest)).ReadIndex();
        Assert.Equal(["amd64", "arm64"], index.Manifests.Select(m => m.Platform!.Architecture));
        Assert.Equal("9.9.9", index.Annotations![AnnotationKeys.WolfictlVersion]);
        var manifests = new List<Manifest>();
        foreach (var each in index.Manifests)
        {
            manifests.Add((await _layout.GetManifestAsync(each.Digest)).ReadManifest());
        }

        Assert.All(manifests, m => Assert.Equal([null, "bundle", "bundle"], m.Layers.Select(l => l.Annotations?.GetValueOrDefault(AnnotationKeys.Layer))));
        Assert.Equal(manifests[0].Layers.Skip(1).Select(l => l.Digest), manifests[1].Layers.Skip(1).Select(l => l.Digest));
        Assert.NotEqual(manifests[0].Layers[0].Digest, manifests[1].Layers[0].Digest);
        Assert.Equal(index.Annotations, manifests[1].Annotations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Config_KeepsTheBasesAndRunsTheUnpacker(bool hasUnpacker)
    {
        var bundle = await CreateAsync(await BaseFixtures.PushAsync(_bases, hasUnpacker));

        var first = (await _layout.GetManifestAsync(bundle.Digest)).ReadIndex().Manifests[0];
        var layers = (await _layout.GetManifestAsync(first.Digest)).ReadManifest().Layers;
        var config = await ConfigOf.ReadAsync(_layout, first.Digest);
        Assert.Equal(["created", "author", "architecture", "os", "variant", "config", "rootfs"], config.Select(pair => pair.Key));
        Assert.Equal(layers.Select(l => l.Digest.ToString()), config["rootfs"]!["diff_ids"]!.AsArray().Select(id => (string)id!));
        var run = config["config"]!.AsObject();
        Assert.Equal(hasUnpacker ? BundleCommands.Wolfictl : BundleCommands.Shell, run["Entrypoint"]!.AsArray().Select(word => (string)word!));
        Assert.False(run.ContainsKey("Cmd"));
        Assert.Equal(["PATH=/bin", "A=1"], run["Env"]!.AsArray().Select(v => (string)v!));
        Assert.Equal(("1000", "/w"), ((string)run["User"]!, (string)run["WorkingDir"]!));
    }

    [Fact]
    public async Task SourceBundle_IsUnpackedWithoutItsBase()
    {
        var bundle = await CreateAsync(await BaseFixtures.PushAsync(_bases));
        var plain = await CreateAsync(null);

        await SourceBundle.UnpackAsync(_layout, bundle.Digest, _scratch.At("out"));
        await SourceBundle.UnpackAsync(_layout, plain.Digest, _scratch.At("plain"));

        Assert.Equal(Names("plain"), Names("out"));
        Assert.Contains("pipelines/make.yaml", Names("out"));
        Assert.Equal("package: {name: brotli}\n", await File.ReadAllTextAsync(_scratch.At("out/brotli.yaml")));
    }

    [Fact]
    public async Task FileLayers_AreUnpackedWithoutTheirBase()
    {
        var file = new LayerFile("sha256:aa", _scratch.Write("in", "content"));
        var options = new FileLayersOptions { Created = DateTimeOffset.UnixEpoch, Base = await BaseFixtures.PushAsync(_bases) };
        var pushed = await FileLayers.PushAsync(_layout, [file], options);

        Assert.Equal((1, 0), await FileLayers.UnpackAsync(_layout, pushed.Manifest.Digest, _scratch.At("out")));
        Assert.Equal(["sha256:aa"], Names("out"));
        Assert.True((await _layout.GetManifestAsync(pushed.Manifest.Digest)).IsIndex);
    }

    [Fact]
    public async Task SameContentOnTheSameBase_HasTheSameDigest()
    {
        var below = await BaseFixtures.PushAsync(_bases);

        var one = await CreateAsync(below);
        var other = await CreateAsync(await BaseFixtures.PushAsync(new LayoutRepository(_scratch.At("elsewhere"))), new LayoutRepository(_scratch.At("layout2")));

        Assert.Equal(one.Digest, other.Digest);
        Assert.NotEqual(one.Digest, (await CreateAsync(below.For("amd64"))).Digest);
    }

    [Fact]
    public async Task CopyOfTheContent_LeavesTheBaseBehind()
    {
        var below = await BaseFixtures.PushAsync(_bases);
        var bundle = await CreateAsync(below);
        var kept = new LayoutRepository(_scratch.At("kept"));

        var name = await SourceBundle.CopyContentAsync(_layout, bundle.Digest, kept);
        await SourceBundle.UnpackAsync(kept, name, _scratch.At("out"));

        Assert.Equal([".git/HEAD", "brotli.yaml"], Names("out").Where(n => n is ".git/HEAD" or "brotli.yaml"));
        Assert.All(below.Platforms, platform => Assert.All(platform.Layers, layer => Assert.False(File.Exists(_scratch.At("kept/blobs/sha256", layer.Digest.Hex)))));
        var plain = await CreateAsync(null);
        Assert.Equal(plain.Digest, await SourceBundle.CopyContentAsync(_layout, plain.Digest, kept));
    }

    [Fact]
    public async Task BaseThatIsABundleItself_AddsNothingToWhatIsUnpacked()
    {
        _scratch.Write("first/only-in-the-base.yaml", "x");
        var first = await SourceBundle.CreateAsync(_scratch.At("first"), Options(await BaseFixtures.PushAsync(_bases)), _layout);
        var bundle = await CreateAsync(await BaseImage.ReadAsync(_layout, first.Manifest.Digest.ToString()));

        await SourceBundle.UnpackAsync(_layout, bundle.Digest, _scratch.At("out"));

        Assert.DoesNotContain("only-in-the-base.yaml", Names("out"));
    }

    [Fact]
    public async Task DockersTypes_AreWrittenAsOcis()
    {
        var bundle = await CreateAsync(await BaseFixtures.PushAsync(_bases, mediaType: MediaTypes.DockerLayerGzip));

        var first = (await _layout.GetManifestAsync(bundle.Digest)).ReadIndex().Manifests[0];
        Assert.Equal(MediaTypes.LayerTarGzip, (await _layout.GetManifestAsync(first.Digest)).ReadManifest().Layers[0].MediaType);
    }

    [Fact]
    public async Task MoreLayersThanRuntimesTake_AreRefusedAndNothingIsSent()
    {
        var manifest = await BaseFixtures.ManifestAsync(_bases, "amd64", layers: 126);
        var below = await BaseImage.ReadAsync(_bases, manifest.Digest.ToString());

        var exception = await Assert.ThrowsAsync<OciException>(() => CreateAsync(below));

        Assert.Contains("126 layers, and 2 come on top: container runtimes take 127 at most", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.At("layout")));
    }

    [Fact]
    public async Task FilesBesideTheBundlesFolder_AreRefused()
    {
        var layer = await _layout.PushBytesAsync(RawTar.New().Directory("bundle/").File("bundle/good").File("bundles/bad").End(), MediaTypes.LayerTar);
        var manifest = new Manifest
        {
            Config = await _layout.PushBytesAsync("{}"u8.ToArray(), MediaTypes.ImageConfig),
            Layers = [layer with { Annotations = new Dictionary<string, string> { [AnnotationKeys.Layer] = "bundle" } }],
        };
        var digest = (await _layout.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest)).Digest;

        Assert.Equal(["bundles/bad"], (await Assert.ThrowsAsync<BundleException>(() => SourceBundle.UnpackAsync(_layout, digest, _scratch.At("out")))).Paths);
        Assert.Equal(["bundles/bad"], (await Assert.ThrowsAsync<BundleException>(() => FileLayers.UnpackAsync(_layout, digest, _scratch.At("files")))).Paths);
        Assert.Empty(Names("out"));
        Assert.Empty(Names("files"));
    }

    [Fact]
    public async Task IndexOfOtherImages_IsRefused()
    {
        var below = await BaseFixtures.PushAsync(_bases);

        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.UnpackAsync(_bases, Digest.Parse(below.Name.Split('@')[1]), _scratch.At("out")));

        Assert.Contains("not a bundle", exception.Message, StringComparison.Ordinal);
    }

    private static SourceBundleOptions Options(BaseImage? below) => new() { CreatedBy = "9.9.9", Packages = ["a"], Base = below };

    private async Task<Descriptor> CreateAsync(BaseImage? below, LayoutRepository? target = null) =>
        (await SourceBundle.CreateAsync(_scratch.At("source"), Options(below), target ?? _layout)).Manifest;

    private IEnumerable<string> Names(string folder) => Directory.Exists(_scratch.At(folder))
        ? Directory.GetFiles(_scratch.At(folder), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_scratch.At(folder), f)).Order(StringComparer.Ordinal)
        : [];
}
