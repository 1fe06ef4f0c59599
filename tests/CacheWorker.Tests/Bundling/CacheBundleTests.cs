using Wolfictl.CacheWorker.Bundling;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.Oci;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Bundling;

/// <summary>Bundles of sources in image layouts; tests/EndToEnd.Tests has them in a registry.</summary>
public sealed class CacheBundleTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly OciRepositories _repositories = new();
    private readonly SourceStore _store;

    public CacheBundleTests() => _store = SourceStore.Open(Path.Combine(_folder.Path, "cache"));

    public void Dispose()
    {
        _store.Dispose();
        _repositories.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Push_SameSourcesInAnyOrder_SameDigest()
    {
        var (one, two) = (await StoreAsync(1), await StoreAsync(2));
        var first = await PushAsync("first", one, two);
        var second = await PushAsync("second", two, one, one);
        Assert.Equal(first.Reference.Digest, second.Reference.Digest);
        Assert.Equal(2, second.Files);
        var tag = Assert.Single(await Layout("second").ListTagsAsync());
        Assert.Equal([tag], await Layout("first").ListTagsAsync());
        await PushAsync("second", one);
        Assert.Equal(2, (await Layout("second").ListTagsAsync()).Count);
    }

    [Fact]
    public async Task Push_HoldsTheFilesOfTheRequestAndNoOthers()
    {
        var one = await StoreAsync(1);
        await StoreAsync(2);
        File.WriteAllText(Path.Combine(_store.Folder, "notes"), "no source");
        var pushed = await PushAsync("layout", one);
        var target = Path.Combine(_folder.Path, "unpacked");
        Assert.Equal((1, 0), await CacheBundle.UnpackAsync(_repositories, pushed.Reference, target));
        Assert.Equal([one.Name.ToString()], Directory.GetFiles(target).Select(Path.GetFileName));
        Assert.Empty(Sums.WrongFiles(target));
        Assert.Equal((0, 1), await CacheBundle.UnpackAsync(_repositories, pushed.Reference, target));
    }

    [Fact]
    public async Task Push_SaysWhenByWhomAndForWhat()
    {
        var pushed = await PushAsync("layout", await StoreAsync(1));
        var manifest = (await Layout("layout").GetManifestAsync(pushed.Reference.Digest)).ReadManifest();
        Assert.Equal("1980-01-01T00:00:00Z", manifest.Annotations![AnnotationKeys.Created]);
        Assert.Equal("brotli,zlib", manifest.Annotations[AnnotationKeys.Packages]);
        Assert.NotEmpty(manifest.Annotations[AnnotationKeys.WolfictlVersion]);
    }

    [Fact]
    public async Task Push_FileThatIsGone_SaysWhich()
    {
        var one = await StoreAsync(1);
        File.Delete(one.Path);
        var refused = await Assert.ThrowsAnyAsync<OciException>(() => PushAsync("layout", one));
        Assert.Contains(one.Name.ToString(), refused.Message, StringComparison.Ordinal);
    }

    private Task<StoredSource> StoreAsync(int seed)
    {
        var content = OriginContent.Of(seed, 10_000);
        return _store.WriteAsync(Sums.Of(content), new MemoryStream(content));
    }

    private IOciRepository Layout(string name) => _repositories.Open(OciReference.Layout(Path.Combine(_folder.Path, name)));

    private Task<CacheBundleResult> PushAsync(string layout, params StoredSource[] sources) =>
        CacheBundle.PushAsync(sources, Layout(layout), new CacheBundleOptions { Packages = ["brotli", "zlib"] });
}
