using System.Security.Cryptography;
using System.Text;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Layout;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.Oci.Tests.Registry;

public sealed class RegistryRepositoryTests(SharedRegistry registry) : IClassFixture<SharedRegistry>, IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [RegistryFact]
    public async Task Blob_PushedTwice_IsSentOnce()
    {
        var repository = registry.NewRepository();
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        var blob = Descriptor.Of(content, "application/octet-stream");

        Assert.False(await repository.ExistsAsync(blob));
        Assert.True(await repository.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content))));
        Assert.True(await repository.ExistsAsync(blob));
        Assert.True(await repository.ExistsAsync(blob.Digest));
        Assert.False(await repository.PushBlobAsync(blob, _ => throw new InvalidOperationException("opened again")));

        await using var stream = await repository.OpenBlobAsync(blob);
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.Equal(content, read.ToArray());
    }

    [RegistryFact]
    public async Task Blob_OfOtherContent_IsRefusedByTheRegistry()
    {
        var repository = registry.NewRepository();
        var blob = Descriptor.Of("what was promised"u8, "text/plain");

        var exception = await Assert.ThrowsAsync<OciException>(
            () => repository.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream("what was delivers"u8.ToArray()))));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.False(await repository.ExistsAsync(blob));
    }

    [RegistryFact]
    public async Task Blob_ShorterThanItsSize_NamesTheSource()
    {
        var repository = registry.NewRepository();
        var blob = Descriptor.Of("what was promised"u8, "text/plain");

        var exception = await Assert.ThrowsAsync<OciException>(
            () => repository.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream("what"u8.ToArray()))));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.Contains("13 bytes before", exception.Message, StringComparison.Ordinal);
    }

    [RegistryFact]
    public async Task Missing_BlobManifestTag_AreNotFound()
    {
        var repository = registry.NewRepository();
        var blob = Descriptor.Of("nowhere"u8, "text/plain");

        Assert.Equal(OciErrorKind.NotFound, (await Assert.ThrowsAsync<OciException>(() => repository.OpenBlobAsync(blob))).Kind);
        Assert.Equal(OciErrorKind.NotFound, (await Assert.ThrowsAsync<OciException>(() => repository.GetManifestAsync(blob.Digest))).Kind);
        var exception = await Assert.ThrowsAsync<OciException>(() => repository.ResolveAsync("latest"));
        Assert.Equal(OciErrorKind.NotFound, exception.Kind);
        Assert.Equal(registry.Host, exception.Registry);
        Assert.Equal("latest", exception.Reference);
        Assert.Empty(await repository.ListTagsAsync());
    }

    [RegistryFact]
    public async Task Manifest_WithATag_IsResolvedListedAndMoved()
    {
        var repository = registry.NewRepository();
        var first = await OutputArtifact.PushAsync(repository, [], tag: "latest");
        var second = await OutputArtifact.PushAsync(repository, [new OutputFile("x86_64/a-1-r0.apk", _scratch.Write("a.apk", "a"))], tag: "latest");
        await OutputArtifact.PushAsync(repository, [], tag: "first");

        Assert.NotEqual(first.Manifest.Digest, second.Manifest.Digest);
        Assert.Equal(second.Manifest.Digest, (await repository.ResolveAsync("latest")).Digest);
        Assert.Equal(first.Manifest.Digest, (await repository.ResolveAsync("first")).Digest);
        Assert.Equal(["first", "latest"], await repository.ListTagsAsync());
        var manifest = (await repository.GetManifestAsync("latest")).ReadManifest();
        Assert.Equal(MediaTypes.Outputs, manifest.ArtifactType);
        Assert.Equal("x86_64/a-1-r0.apk", manifest.Layers[0].Annotations![AnnotationKeys.Title]);
    }

    [RegistryFact]
    public async Task Manifest_BeforeItsBlobs_IsRefused()
    {
        var repository = registry.NewRepository();
        var manifest = new Manifest { Config = Descriptor.Empty, Layers = [Descriptor.Of("absent"u8, MediaTypes.LayerTar)] };

        var exception = await Assert.ThrowsAsync<OciException>(() => repository.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
    }

    [RegistryFact]
    public async Task Copy_LayoutToRegistryAndBack_KeepsEveryDigest()
    {
        _scratch.Write("source/a.yaml", "package: {name: a}");
        var layout = new LayoutRepository(_scratch.At("layout"));
        var bundle = await SourceBundle.CreateAsync(_scratch.At("source"), new SourceBundleOptions { CreatedBy = "test" }, layout);
        var repository = registry.NewRepository();

        var there = await OciCopy.CopyAsync(layout, bundle.Manifest.Digest, repository, "bundle");
        var again = await OciCopy.CopyAsync(layout, bundle.Manifest.Digest, repository);
        var back = new LayoutRepository(_scratch.At("back"));
        await OciCopy.CopyAsync(repository, bundle.Manifest.Digest, back);
        await SourceBundle.UnpackAsync(repository, bundle.Manifest.Digest, _scratch.At("out"));

        Assert.Equal(bundle.Manifest.Digest, there.Manifest.Digest);
        Assert.Equal(3, there.BlobsSent);
        Assert.Equal(0, again.BlobsSent);
        Assert.Equal(0, again.BytesSent);
        Assert.Equal((await layout.GetManifestAsync(bundle.Manifest.Digest)).Bytes.ToArray(), (await back.GetManifestAsync(bundle.Manifest.Digest)).Bytes.ToArray());
        Assert.Equal("package: {name: a}", await File.ReadAllTextAsync(_scratch.At("out/a.yaml")));
    }

    [RegistryFact]
    public async Task Copy_WithinARegistry_MountsInsteadOfSending()
    {
        var from = registry.NewRepository();
        var pushed = await OutputArtifact.PushAsync(from, [new OutputFile("x86_64/a-1-r0.apk", _scratch.Write("a.apk", Guid.NewGuid().ToString()))]);
        var to = registry.NewRepository();

        var copied = await OciCopy.CopyAsync(from, pushed.Manifest.Digest, to);

        Assert.Equal(0, copied.BytesSent);
        Assert.Equal(2, copied.BlobsThere);
        Assert.Equal(pushed.Manifest.Digest, (await to.ResolveAsync(pushed.Manifest.Digest.ToString())).Digest);
    }

    [RegistryFact]
    public async Task Index_OfTwoPlatforms_IsPushedAndCopied()
    {
        var repository = registry.NewRepository();
        var amd64 = await OutputArtifact.PushAsync(repository, [], new Dictionary<string, string> { ["n"] = "1" });
        var arm64 = await OutputArtifact.PushAsync(repository, [], new Dictionary<string, string> { ["n"] = "2" });
        var index = new ImageIndex
        {
            Manifests =
            [
                amd64.Manifest with { Platform = new Platform { Architecture = "amd64", Os = "linux" } },
                arm64.Manifest with { Platform = new Platform { Architecture = "arm64", Os = "linux" } },
            ],
        };

        var stored = await repository.PushManifestAsync(index.ToBytes(), MediaTypes.ImageIndex, "both");
        var layout = new LayoutRepository(_scratch.At("layout"));
        await OciCopy.CopyAsync(repository, stored.Digest, layout, "both");

        var read = (await layout.GetManifestAsync("both")).ReadIndex();
        Assert.Equal(["amd64", "arm64"], read.Manifests.Select(m => m.Platform!.Architecture));
        Assert.Equal("2", (await layout.GetManifestAsync(arm64.Manifest.Digest)).ReadManifest().Annotations!["n"]);
    }

    [RegistryFact("skopeo")]
    public async Task Skopeo_InspectsAndCopiesWhatWePushed()
    {
        _scratch.Write("source/a.yaml", "package: {name: a}");
        var repository = registry.NewRepository();
        var bundle = await SourceBundle.CreateAsync(
            _scratch.At("source"), new SourceBundleOptions { CreatedBy = "9.9.9", Packages = ["a", "b"], Tag = "bundle" }, repository);

        var raw = await Command.OutputAsync(null, "skopeo", "inspect", "--raw", "--tls-verify=false", $"docker://{repository.Name}:bundle");
        var inspected = await Command.OutputAsync(null, "skopeo", "inspect", "--tls-verify=false", $"docker://{repository.Name}:bundle");
        await Command.OutputAsync(
            null, "skopeo", "--insecure-policy", "copy", "--preserve-digests", "--src-tls-verify=false", $"docker://{repository.Name}:bundle", $"oci:{_scratch.At("copied")}:bundle");

        Assert.Equal(bundle.Manifest.Digest, Digest.Of(Encoding.UTF8.GetBytes(raw)));
        Assert.Contains(bundle.Manifest.Digest.ToString(), inspected, StringComparison.Ordinal);
        Assert.Equal(bundle.Manifest.Digest, (await new LayoutRepository(_scratch.At("copied")).ResolveAsync("bundle")).Digest);
    }

    [RegistryFact("skopeo")]
    public async Task Skopeo_PushesOurLayout_AndWeReadIt()
    {
        _scratch.Write("source/a.yaml", "package: {name: a}");
        var layout = new LayoutRepository(_scratch.At("layout"));
        var bundle = await SourceBundle.CreateAsync(_scratch.At("source"), new SourceBundleOptions { CreatedBy = "test", Tag = "bundle" }, layout);
        var repository = registry.NewRepository();

        await Command.OutputAsync(
            null, "skopeo", "--insecure-policy", "copy", "--preserve-digests", "--dest-tls-verify=false", $"oci:{_scratch.At("layout")}:bundle", $"docker://{repository.Name}:pushed");

        Assert.Equal(bundle.Manifest.Digest, (await repository.ResolveAsync("pushed")).Digest);
        await SourceBundle.UnpackAsync(repository, bundle.Manifest.Digest, _scratch.At("out"));
        Assert.True(File.Exists(_scratch.At("out/a.yaml")));
    }

    [RegistryFact]
    public async Task Referrers_OfARegistryWithoutTheList_AreUnderTheFallbackTag()
    {
        await ReferrersAreListedAsync(registry.NewRepository());
    }

    [Fact]
    public async Task Referrers_OfALayout_AreFoundByTheirSubject()
    {
        await ReferrersAreListedAsync(new LayoutRepository(_scratch.At("layout")));
    }

    private static async Task ReferrersAreListedAsync(IOciRepository repository)
    {
        var subject = (await OutputArtifact.PushAsync(repository, [])).Manifest;
        Assert.Empty(await repository.ListReferrersAsync(subject.Digest));
        var config = await repository.PushBytesAsync(Descriptor.EmptyContent, MediaTypes.Empty);
        foreach (var type in new[] { "application/vnd.test.log", "application/vnd.test.signature" })
        {
            var manifest = new Manifest { ArtifactType = type, Config = config, Layers = [config], Subject = subject };
            await repository.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest);
            await repository.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest);
        }

        Assert.Equal(2, (await repository.ListReferrersAsync(subject.Digest)).Count);
        var log = Assert.Single(await repository.ListReferrersAsync(subject.Digest, "application/vnd.test.log"));
        Assert.Equal(subject.Digest, (await repository.GetManifestAsync(log.Digest)).ReadManifest().Subject!.Digest);
    }
}
