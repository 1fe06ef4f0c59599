using Wolfictl.Oci;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>A bundle that stands on an image, built by the local engine, which has no use for the image.</summary>
[Collection(nameof(OnBases))]
public sealed class BuildOnBaseTests(Bases bases)
{
    [RequiresFarmFact]
    public async Task Submit_OnABase_IsBuiltAndTheBaseIsNotFetched()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var image = OciReference.Parse(await bases.ReferenceAsync("gnu"));
        var submit = await farm.Submit(farm.TinyDistro(), "--bundle-base", image.ToString(), "--wait", "--out", farm.Folder["out"], "moon-phase").WaitForExitAsync();
        Assert.True(submit.ExitCode == 0, submit.ErrorText + submit.OutputText);
        Assert.NotEmpty(Directory.GetFiles(farm.Folder["out"], "moon-phase-*.apk", SearchOption.AllDirectories));

        using var repositories = new OciRepositories();
        var repository = repositories.Open(image);
        var manifest = (await repository.GetManifestAsync(image.TagOrDigest!)).ReadIndex().Manifests[0];
        var layer = Assert.Single((await repository.GetManifestAsync(manifest.Digest)).ReadManifest().Layers).Digest;
        Assert.True(await repositories.Open(OciReference.Parse(farm.Repository)).ExistsAsync(layer));
        Assert.Empty(Directory.GetFiles(farm.StateFolder, layer.Hex, SearchOption.AllDirectories));
    }
}
