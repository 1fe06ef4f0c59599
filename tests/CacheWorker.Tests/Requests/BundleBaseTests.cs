using System.Text.RegularExpressions;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Images;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.CacheWorker.Tests.Requests;

/// <summary>Cache bundles that stand on an image.</summary>
public sealed class BundleBaseTests
{
    [RequiresFarmFact]
    public async Task Bundle_StandsOnTheBaseAndNamesTheCommitOfTheSourceBundle()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        using var directory = new TemporaryFolder();
        directory.Write("base/etc/os-release", "NAME=test\n");
        using var repositories = new OciRepositories();
        var below = repositories.Open(OciReference.Parse($"{farm.Repository}/base"));
        var image = await ImageBuilder.PushAsync(
            [BaseImage.Scratch(new Platform { Os = "linux", Architecture = "amd64" })],
            [ImageLayer.OfDirectory(directory["base"], "/", [], executables: false)],
            new ContainerSettings(),
            new ImageOptions { Created = DateTimeOffset.UnixEpoch, Tag = "v1" },
            below);
        var content = OriginContent.Of(1, 1000);
        var commit = await CommitAsync(directory.CreateFolder("source"), farm.Origin.Serve("/one", Replies.File(content)), content);
        var sources = repositories.Open(OciReference.Parse($"{farm.Repository}/sources"));
        var bundle = await SourceBundle.CreateAsync(directory["source"], new SourceBundleOptions { CreatedBy = "test" }, sources);
        await using var worker = await farm.StartWorkerAsync("--bundle-base", $"{below.Name.Name}:v1");

        await farm.PublishAsync(farm.Request() with { SourceBundle = DigestReference.Of(sources.Name.Name, bundle.Manifest.Digest.ToString()) });

        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.True(completed.Outcome == CacheOutcome.Succeeded, completed.Message);
        var index = (await repositories.Open(OciReference.Parse(farm.Repository)).GetManifestAsync(completed.Bundle!.Value.Digest)).ReadIndex();
        Assert.Equal(commit, index.Annotations![AnnotationKeys.Revision]);
        Assert.Equal("2020-02-02T00:00:00Z", index.Annotations[AnnotationKeys.Created]);
        var layers = (await repositories.Open(OciReference.Parse(farm.Repository)).GetManifestAsync(Assert.Single(index.Manifests).Digest)).ReadManifest().Layers;
        var baseManifest = (await below.GetManifestAsync((await below.GetManifestAsync(image.Digest)).ReadIndex().Manifests[0].Digest)).ReadManifest();
        Assert.Equal(Assert.Single(baseManifest.Layers).Digest, layers[0].Digest);
        Assert.Equal((1, 0), await CacheBundle.UnpackAsync(repositories, completed.Bundle.Value, directory["cache"]));
    }

    [RequiresFarmFact]
    public async Task BaseThatIsGone_EndsFailedAndSaysWhatToDo()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(1, 1000);
        await using var worker = await farm.StartWorkerAsync("--bundle-base", $"{farm.Repository}/absent:v1");

        await farm.PublishAsync(farm.Request(new SourceToCache { Uri = farm.Origin.Serve("/one", Replies.File(content)).AbsoluteUri, Sha256 = Storing.Sums.Sha256(content) }));

        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.Equal(CacheOutcome.Failed, completed.Outcome);
        Assert.Matches($"{Regex.Escape(farm.Repository)}/absent:v1, can't be read: .*--bundle-base.*none", completed.Message);
        Assert.Null(completed.Bundle);
    }

    /// <summary>A directory with one package, committed.</summary>
    /// <returns>The commit.</returns>
    private static async Task<string> CommitAsync(string folder, Uri uri, byte[] content)
    {
        File.WriteAllText(
            Path.Combine(folder, "one.yaml"),
            $"package:\n  name: one\n  version: 1.0\n  epoch: 0\npipeline:\n  - uses: fetch\n    with:\n      uri: {uri}\n      expected-sha256: {Storing.Sums.Sha256(content)}\n");
        await Command.OutputAsync(folder, "git", "init", "-q");
        await Command.OutputAsync(folder, "git", "add", ".");
        await Command.OutputAsync(
            folder, "env", "GIT_COMMITTER_DATE=2020-02-02T00:00:00Z", "git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
        return await Command.OutputAsync(folder, "git", "rev-parse", "HEAD");
    }
}
