using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Images;
using Wolfictl.Oci.Layout;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Images;

public sealed class BaseImageTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _layout;

    public BaseImageTests() => _layout = new LayoutRepository(_scratch.At("layout"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task OneImage_IsABaseForItsConfigsPlatform()
    {
        var image = await ReadAsync(await BaseFixtures.ManifestAsync(_layout, "arm64"));

        Assert.Equal(new Platform { Os = "linux", Architecture = "arm64", Variant = "v8" }, Assert.Single(image.Platforms).Platform);
        Assert.True(image.HasUnpacker);
        Assert.False((await ReadAsync(await BaseFixtures.ManifestAsync(_layout, "arm64", hasUnpacker: false))).HasUnpacker);
    }

    [Fact]
    public async Task For_TakesOneOfAnIndex_AndNamesWhatIsMissing()
    {
        var image = await BaseFixtures.PushAsync(_layout);

        Assert.Equal("arm64", Assert.Single(image.For("arm64").Platforms).Platform.Architecture);
        Assert.Contains("linux/arm64", Assert.Throws<OciException>(() => image.For("amd64").For("arm64")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"linux\"", "\"windows\"", OciErrorKind.Refused)]
    [InlineData("\"amd64\"", "\"riscv64\"", OciErrorKind.Refused)]
    [InlineData("\"amd64\"", "7", OciErrorKind.Malformed)]
    [InlineData("\"diff_ids\"", "\"others\"", OciErrorKind.Malformed)]
    [InlineData("sha256:", "md5:", OciErrorKind.Malformed)]
    [InlineData("\"os\"", "\"architecture\"", OciErrorKind.Malformed)]
    [InlineData("\"rootfs\":{", "\"rootfs\":", OciErrorKind.Malformed)]
    public async Task WhatCannotBeABase_IsRefused(string from, string to, OciErrorKind kind)
    {
        var manifest = await BaseFixtures.ManifestAsync(_layout, "amd64", edit: config => config.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(kind, (await Assert.ThrowsAsync<OciException>(() => ReadAsync(manifest))).Kind);
    }

    [Fact]
    public async Task HugeConfig_IsRefusedUnread()
    {
        var manifest = await BaseFixtures.ManifestAsync(_layout, "amd64", edit: config => config + new string(' ', 2 << 20));

        Assert.Contains("1048576", (await Assert.ThrowsAsync<OciException>(() => ReadAsync(manifest))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoBasesOfOneArchitecture_AreRefused()
    {
        var image = await BaseFixtures.PushAsync(_layout);
        var options = new ImageOptions { Created = DateTimeOffset.UnixEpoch };

        var exception = await Assert.ThrowsAsync<OciException>(() => ImageBuilder.PushAsync([image, image.For("arm64")], [], new ContainerSettings(), options, _layout));

        Assert.Contains("linux/arm64", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builder_PutsADirectoryAtItsPlaceWithoutWhatIsLeftOut()
    {
        _scratch.Write("app/one.dll", "1");
        _scratch.Write("app/one.pdb", "2");
        _scratch.Write("app/native/x64/lib.so", "3");
        var layer = ImageLayer.OfDirectory(_scratch.At("app"), "/opt/app", ["*.pdb"], executables: false);
        var settings = new ContainerSettings { Environment = new Dictionary<string, string> { ["A"] = "2", ["B"] = "3" }, User = "65532:65532" };

        var image = await ImageBuilder.PushAsync(
            [await BaseFixtures.PushAsync(_layout)], [layer], settings, new ImageOptions { Created = DateTimeOffset.UnixEpoch, Tag = "v1" }, _layout);

        Assert.Equal(image.Digest, (await _layout.ResolveAsync("v1")).Digest);
        var first = (await _layout.GetManifestAsync(image.Digest)).ReadIndex().Manifests[0];
        var plain = await SourceBundle.UnpackAsync(_layout, first.Digest, _scratch.At("out"));
        Assert.Equal(3, plain.Files);
        Assert.Equal("3", await File.ReadAllTextAsync(_scratch.At("out/opt/app/native/x64/lib.so")));
        Assert.True(File.Exists(_scratch.At("out/opt/amd64")));
        var config = await ConfigOf.ReadAsync(_layout, first.Digest);
        Assert.Equal(["PATH=/bin", "A=2", "B=3"], config["config"]!["Env"]!.AsArray().Select(v => (string)v!));
        Assert.Equal("65532:65532", (string)config["config"]!["User"]!);
        Assert.Equal("older", (string)config["config"]!["Entrypoint"]![0]!);
    }

    private async Task<BaseImage> ReadAsync(Descriptor manifest) => await BaseImage.ReadAsync(_layout, manifest.Digest.ToString());
}
