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

    [Fact]
    public async Task SameContent_ElsewhereWithOtherTimesAndModes_HasTheSameDigest()
    {
        _scratch.Write("source/pipelines/b.yaml", "b");
        _scratch.Write("source/Z.yaml", "z");
        File.CreateSymbolicLink(_scratch.At("source/a-link"), "Z.yaml");
        _scratch.Write("other/Z.yaml", "z");
        File.CreateSymbolicLink(_scratch.At("other/a-link"), "Z.yaml");
        _scratch.Write("other/brotli.yaml", "package: {name: brotli}\n");
        _scratch.Write("other/pipelines/b.yaml", "b");
        _scratch.Write("other/packages/junk", "not taken");
        File.SetLastWriteTimeUtc(_scratch.At("other/Z.yaml"), DateTime.UnixEpoch.AddDays(9999));
        File.SetUnixFileMode(_scratch.At("other/Z.yaml"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_scratch.At("other/pipelines"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var here = await SourceBundle.CreateAsync(Source, Options, _layout);
        var there = await SourceBundle.CreateAsync(_scratch.At("other"), Options, new LayoutRepository(_scratch.At("layout2")));

        Assert.Equal(here.Manifest, there.Manifest);
    }

    [Fact]
    public async Task Digest_OfASmallDirectory_IsFrozen()
    {
        // What it pins: a build's identity. A change here sends every bundle again.
        var bundle = await SourceBundle.CreateAsync(Source, Options, _layout);

        Assert.Equal("11967563b0e30860f09246c3ec1e7901bf484f868944a73582db5d97bdb7a04e", bundle.Manifest.Digest.Hex);
    }

    [Fact]
    public async Task NewCommitAlone_SendsOnlyTheCommitsLayer()
    {
        var first = await SourceBundle.CreateAsync(Source, Options, _layout);
        var second = await SourceBundle.CreateAsync(Source, Options with { SourceDateEpoch = DateTimeOffset.FromUnixTimeSeconds(1234567890) }, _layout);

        var before = (await _layout.GetManifestAsync(first.Manifest.Digest)).ReadManifest().Layers;
        var after = (await _layout.GetManifestAsync(second.Manifest.Digest)).ReadManifest().Layers;
        Assert.Equal(before[0].Digest, after[0].Digest);
        Assert.NotEqual(before[1].Digest, after[1].Digest);
    }

    [Fact]
    public async Task Annotations_SayWhatItIs()
    {
        var bundle = await SourceBundle.CreateAsync(Source, Options, _layout);

        var annotations = (await _layout.GetManifestAsync(bundle.Manifest.Digest)).ReadManifest().Annotations!;
        Assert.Equal("1980-01-01T00:00:00Z", annotations[AnnotationKeys.Created]);
        Assert.Equal("0.1.0-test", annotations[AnnotationKeys.WolfictlVersion]);
        Assert.Equal("brotli,git-lfs", annotations[AnnotationKeys.Packages]);
        Assert.False(annotations.ContainsKey(AnnotationKeys.Revision));
        Assert.False(annotations.ContainsKey(AnnotationKeys.Dirty));
    }

    [Fact]
    public async Task PackageList_IsCut()
    {
        var many = Options with { Packages = [.. Enumerable.Range(0, 5000).Select(i => $"package-{i}")] };

        var bundle = await SourceBundle.CreateAsync(Source, many, _layout);

        var text = (await _layout.GetManifestAsync(bundle.Manifest.Digest)).ReadManifest().Annotations![AnnotationKeys.Packages];
        Assert.InRange(text.Length, 4000, 4100);
        Assert.Matches(@"package-\d+,…$", text);
    }

    [Fact]
    public async Task WhatLeavesTheDirectory_IsRefusedAllAtOnce()
    {
        File.CreateSymbolicLink(_scratch.At("source/absolute"), "/etc/passwd");
        File.CreateSymbolicLink(_scratch.At("source/climbing"), "../secret");
        File.CreateSymbolicLink(_scratch.At("source/inside"), "brotli.yaml");
        _scratch.Write("source/sub/.wh.brotli.yaml", "");
        await Command.OutputAsync(null, "mkfifo", _scratch.At("source/fifo"));

        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.CreateAsync(Source, Options, _layout));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.Equal(["absolute", "climbing", "fifo", "sub/.wh.brotli.yaml"], exception.Paths);
        Assert.Contains("climbing (a link to ../secret, outside the directory)", exception.Message, StringComparison.Ordinal);
        Assert.Contains(".wolfictlignore", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.At("layout")));
    }

    [Fact]
    public async Task ManyRefusals_ShowTenAndCountTheOthers()
    {
        foreach (var i in Enumerable.Range(10, 25))
        {
            File.CreateSymbolicLink(_scratch.At($"source/link-{i}"), "/etc");
        }

        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.CreateAsync(Source, Options, _layout));

        Assert.Equal(25, exception.Paths.Count);
        Assert.Contains("link-19", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("link-20", exception.Message, StringComparison.Ordinal);
        Assert.Contains("and 15 more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedEntries_ThatAreIgnored_DoNotMatter()
    {
        File.CreateSymbolicLink(_scratch.At("source/absolute"), "/etc/passwd");
        _scratch.Write("source/.wolfictlignore", "/absolute\n");

        Assert.Equal(2, (await SourceBundle.CreateAsync(Source, Options, _layout)).Files);
    }

    [Fact]
    public async Task Socket_IsRefused()
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_scratch.At("source/socket")));

        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.CreateAsync(Source, Options, _layout));

        Assert.Contains("socket (a socket)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task SourceDateEpochOfZero_IsRefusedByName(int seconds)
    {
        var exception = await Assert.ThrowsAsync<BundleException>(
            () => SourceBundle.CreateAsync(Source, Options with { SourceDateEpoch = DateTimeOffset.FromUnixTimeSeconds(seconds) }, _layout));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.Contains($"SOURCE_DATE_EPOCH is {seconds}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingDirectory_IsNamed()
    {
        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.CreateAsync(_scratch.At("nowhere"), Options, _layout));

        Assert.Equal(OciErrorKind.NotFound, exception.Kind);
        Assert.Contains(_scratch.At("nowhere"), exception.Message, StringComparison.Ordinal);
    }

    [UnprivilegedFact]
    public async Task UnreadableFile_IsNamed()
    {
        File.SetUnixFileMode(_scratch.At("source/brotli.yaml"), UnixFileMode.None);

        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.CreateAsync(Source, Options, _layout));

        Assert.Equal(OciErrorKind.Unreadable, exception.Kind);
        Assert.Contains("brotli.yaml: permission denied", exception.Message, StringComparison.Ordinal);
    }

    [UnprivilegedFact]
    public async Task UnreadableDirectory_IsNamed()
    {
        Directory.CreateDirectory(_scratch.At("source/closed"), UnixFileMode.None);

        var exception = await Assert.ThrowsAsync<BundleException>(() => SourceBundle.CreateAsync(Source, Options, _layout));

        Assert.Contains("closed: permission denied", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThousandFiles_RoundTrip()
    {
        foreach (var i in Enumerable.Range(0, 1000))
        {
            _scratch.Write($"source/d{i % 10}/p{i}.yaml", $"package {i}");
        }

        var bundle = await SourceBundle.CreateAsync(Source, Options, _layout);
        var unpacked = await SourceBundle.UnpackAsync(_layout, bundle.Manifest.Digest, _scratch.At("out"));

        Assert.Equal(1001, bundle.Files);
        Assert.Equal(1001 + 4, unpacked.Files);
        Assert.Equal("package 777", await File.ReadAllTextAsync(_scratch.At("out/d7/p777.yaml")));
        Assert.Equal([".git", "brotli.yaml"], Directory.EnumerateFileSystemEntries(_scratch.At("out")).Select(Path.GetFileName).Where(n => n![0] is not 'd').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DamagedLayer_LeavesTheTargetEmpty()
    {
        _scratch.Write("source/pipelines/b.yaml", "b");
        var bundle = await SourceBundle.CreateAsync(Source, Options, _layout);
        var layer = (await _layout.GetManifestAsync(bundle.Manifest.Digest)).ReadManifest().Layers[0];
        var blob = _scratch.At("layout/blobs/sha256", layer.Digest.Hex);
        var bytes = await File.ReadAllBytesAsync(blob);
        bytes[^1] = 1;
        await File.WriteAllBytesAsync(blob, bytes);

        var exception = await Assert.ThrowsAsync<OciException>(() => SourceBundle.UnpackAsync(_layout, bundle.Manifest.Digest, _scratch.At("out")));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("out")));
    }

    [Fact]
    public async Task GzipLayers_AreUnpacked_OthersRefused()
    {
        var archive = Archives.RawTar.New().File("a", "text").End();
        var compressed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(archive);
        }

        var good = await PushImageAsync(compressed.ToArray(), MediaTypes.LayerTarGzip);
        var broken = await PushImageAsync("no gzip"u8.ToArray(), MediaTypes.LayerTarGzip);
        var zstd = await PushImageAsync(archive, "application/vnd.oci.image.layer.v1.tar+zstd");

        await SourceBundle.UnpackAsync(_layout, good, _scratch.At("out"));
        Assert.Equal("text", await File.ReadAllTextAsync(_scratch.At("out/a")));
        Assert.Equal(OciErrorKind.Malformed, (await Assert.ThrowsAsync<BundleException>(() => SourceBundle.UnpackAsync(_layout, broken, _scratch.At("out2")))).Kind);
        Assert.Equal(OciErrorKind.Refused, (await Assert.ThrowsAsync<BundleException>(() => SourceBundle.UnpackAsync(_layout, zstd, _scratch.At("out3")))).Kind);
    }

    [Fact]
    public async Task GzipBomb_StopsAtTheLimit()
    {
        var compressed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(Archives.RawTar.New().Entry("bomb", '0', "", "", size: "00777777777").Cut());
            await gzip.WriteAsync(new byte[4 * 1024 * 1024]);
        }

        var bomb = await PushImageAsync(compressed.ToArray(), MediaTypes.LayerTarGzip);

        var exception = await Assert.ThrowsAsync<BundleException>(
            () => SourceBundle.UnpackAsync(_layout, bomb, _scratch.At("out"), new UnpackLimits { MaxBytes = 1024 * 1024 }));
        Assert.Equal(OciErrorKind.TooLarge, exception.Kind);
    }

    private async Task<Digest> PushImageAsync(byte[] layer, string mediaType)
    {
        var manifest = new Manifest
        {
            Config = await _layout.PushBytesAsync("{}"u8.ToArray(), MediaTypes.ImageConfig),
            Layers = [await _layout.PushBytesAsync(layer, mediaType)],
        };
        return (await _layout.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest)).Digest;
    }
}
