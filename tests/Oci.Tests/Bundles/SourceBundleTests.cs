using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Bundles;

public sealed class SourceBundleTests : IDisposable
{
    private static readonly SourceBundleOptions Options = new() { CreatedBy = "0.1.0-test", Packages = ["brotli", "git-lfs"] };

    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _layout;

    public SourceBundleTests()
    {
        _layout = new LayoutRepository(_scratch.At("layout"));
        _scratch.Write("source/brotli.yaml", "package: {name: brotli}\n");
    }

    private string Source => _scratch.At("source");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task CreateThenUnpack_HoldsTheDirectory()
    {
        _scratch.Write("source/pipelines/make.yaml", "x");
        _scratch.Write("source/build.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(_scratch.At("source/build.sh"), (UnixFileMode)0b111_000_000);
        File.CreateSymbolicLink(_scratch.At("source/link.yaml"), "pipelines/make.yaml");
        _scratch.Write("source/packages/x86_64/old.apk", "not taken");
        _scratch.Write("source/empty-file", "");
        Directory.CreateDirectory(_scratch.At("source/empty"));

        var bundle = await SourceBundle.CreateAsync(Source, Options, _layout);
        await SourceBundle.UnpackAsync(_layout, bundle.Manifest.Digest, _scratch.At("out"));

        Assert.Equal("package: {name: brotli}\n", await File.ReadAllTextAsync(_scratch.At("out/brotli.yaml")));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_scratch.At("out/build.sh")));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_scratch.At("out/brotli.yaml")));
        Assert.Equal("pipelines/make.yaml", new FileInfo(_scratch.At("out/link.yaml")).LinkTarget);
        Assert.Equal(0, new FileInfo(_scratch.At("out/empty-file")).Length);
        Assert.True(Directory.Exists(_scratch.At("out/empty")));
        Assert.False(Path.Exists(_scratch.At("out/packages")));
        Assert.True(File.Exists(_scratch.At("out/.git/HEAD")));
        Assert.Equal(5, bundle.Files);
        Assert.Null(bundle.Revision);
    }
}
