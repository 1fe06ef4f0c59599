using System.Text.Json;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Layout;

public sealed class LayoutRepositoryTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly LayoutRepository _layout;

    public LayoutRepositoryTests() => _layout = new LayoutRepository(_scratch.At("layout"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Files_AreThoseOfTheSpec()
    {
        var pushed = await OutputArtifact.PushAsync(_layout, [], tag: "latest");

        Assert.Equal("""{"imageLayoutVersion":"1.0.0"}""", await File.ReadAllTextAsync(_scratch.At("layout/oci-layout")));
        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync(_scratch.At("layout/index.json")));
        var entry = Assert.Single(index.RootElement.GetProperty("manifests").EnumerateArray());
        Assert.Equal(pushed.Manifest.Digest.ToString(), entry.GetProperty("digest").GetString());
        Assert.Equal("latest", entry.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name").GetString());
        Assert.True(File.Exists(_scratch.At("layout/blobs/sha256", pushed.Manifest.Digest.Hex)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("layout/.partial")));
    }

    [Fact]
    public async Task MissingLayout_HasNothing()
    {
        Assert.Empty(await _layout.ListTagsAsync());
        Assert.False(await _layout.ExistsAsync(Descriptor.Empty));
        Assert.Equal(OciErrorKind.NotFound, (await Assert.ThrowsAsync<OciException>(() => _layout.ResolveAsync("latest"))).Kind);
        Assert.Equal(OciErrorKind.NotFound, (await Assert.ThrowsAsync<OciException>(() => _layout.OpenBlobAsync(Descriptor.Empty))).Kind);
        Assert.False(Directory.Exists(_scratch.At("layout")));
    }

    [Fact]
    public async Task Blob_OfOtherContent_IsNotStored()
    {
        var blob = Descriptor.Of("promised"u8, "text/plain");

        var exception = await Assert.ThrowsAsync<OciException>(
            () => _layout.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream("given..."u8.ToArray()))));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.False(await _layout.ExistsAsync(blob.Digest));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.At("layout/.partial")));
    }

    [Fact]
    public async Task DamagedBlob_IsFoundOutWhileRead()
    {
        var blob = await _layout.PushBytesAsync("content"u8.ToArray(), "text/plain");
        await File.WriteAllTextAsync(_scratch.At("layout/blobs/sha256", blob.Digest.Hex), "c0ntent");

        await using var stream = await _layout.OpenBlobAsync(blob);
        var exception = await Assert.ThrowsAsync<OciException>(() => stream.CopyToAsync(Stream.Null));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.Contains("damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blob_CutByACrash_IsNotThere()
    {
        var blob = Descriptor.Of("content"u8, "text/plain");
        _scratch.Write($"layout/blobs/sha256/{blob.Digest.Hex}", "cont");

        Assert.False(await _layout.ExistsAsync(blob));
        Assert.True(await _layout.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream("content"u8.ToArray()))));
        Assert.True(await _layout.ExistsAsync(blob));
    }

    [Fact]
    public async Task Manifest_BeforeItsBlobs_IsRefused()
    {
        var manifest = new Manifest { Config = Descriptor.Empty, Layers = [] };

        var exception = await Assert.ThrowsAsync<OciException>(() => _layout.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.Contains("push it first", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_Moved_NamesTheNewManifestOnly()
    {
        var first = await OutputArtifact.PushAsync(_layout, [], tag: "latest");
        var second = await OutputArtifact.PushAsync(_layout, [], new Dictionary<string, string> { ["n"] = "2" }, "latest");
        await OutputArtifact.PushAsync(_layout, [], new Dictionary<string, string> { ["n"] = "2" }, "also");

        Assert.Equal(second.Manifest.Digest, (await _layout.ResolveAsync("latest")).Digest);
        Assert.Equal(["also", "latest"], await _layout.ListTagsAsync());
        Assert.Equal(first.Manifest.Digest, (await _layout.GetManifestAsync(first.Manifest.Digest)).Descriptor.Digest);
    }

    [Fact]
    public async Task UntaggedManifest_IsInTheIndexOnce()
    {
        await OutputArtifact.PushAsync(_layout, []);
        var pushed = await OutputArtifact.PushAsync(_layout, []);

        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync(_scratch.At("layout/index.json")));
        Assert.Single(index.RootElement.GetProperty("manifests").EnumerateArray());
        Assert.Equal(MediaTypes.ImageManifest, (await _layout.ResolveAsync(pushed.Manifest.Digest.ToString())).MediaType);
    }

    [Fact]
    public async Task ManyWriters_LoseNoTag()
    {
        // Each its own object, as separate processes would have: what they share is the lock on disk.
        await Parallel.ForAsync(0, 40, async (i, _) =>
            await OutputArtifact.PushAsync(new LayoutRepository(_scratch.At("layout")), [], new Dictionary<string, string> { ["n"] = $"{i}" }, $"tag-{i}", CancellationToken.None));

        Assert.Equal(40, (await _layout.ListTagsAsync()).Count);
    }

    [Fact]
    public async Task DamagedIndex_IsNamed()
    {
        _scratch.Write("layout/index.json", "{");

        var exception = await Assert.ThrowsAsync<OciException>(() => _layout.ResolveAsync("latest"));

        Assert.Equal(OciErrorKind.Malformed, exception.Kind);
        Assert.Contains("index.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeftOvers_OfADayAgo_AreSwept()
    {
        var old = _scratch.Write("layout/.partial/old", "x");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        var young = _scratch.Write("layout/.partial/young", "x");

        await _layout.PushBytesAsync("content"u8.ToArray(), "text/plain");

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public async Task LayoutBelowAFile_CannotBeWritten_AndSaysSo()
    {
        _scratch.Write("layout", "a file");

        var exception = await Assert.ThrowsAsync<OciException>(() => _layout.PushBytesAsync("content"u8.ToArray(), "text/plain"));

        Assert.Equal(OciErrorKind.Unreadable, exception.Kind);
        Assert.Contains(_scratch.At("layout"), exception.Message, StringComparison.Ordinal);
    }
}
