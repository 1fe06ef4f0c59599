using System.Text.Json.Nodes;

namespace Wolfictl.Oci.Tests.Images;

/// <summary>The config of an image, as JSON.</summary>
internal static class ConfigOf
{
    public static async Task<JsonObject> ReadAsync(IOciRepository repository, Digest manifest)
    {
        var descriptor = (await repository.GetManifestAsync(manifest)).ReadManifest().Config;
        await using var blob = await repository.OpenBlobAsync(descriptor);
        return (await JsonNode.ParseAsync(blob))!.AsObject();
    }
}
