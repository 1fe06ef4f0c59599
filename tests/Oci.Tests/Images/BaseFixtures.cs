using System.Text;
using Wolfictl.Oci.Images;
using Wolfictl.Oci.Layout;
using Wolfictl.Oci.Tests.Archives;

namespace Wolfictl.Oci.Tests.Images;

/// <summary>Images that bundles stand on, made by hand.</summary>
internal static class BaseFixtures
{
    public const string Config = """
        {"architecture":"ARCH","os":"linux","variant":"v8","author":"somebody","docker_version":"20","history":[{"created_by":"x"}],
         "config":{"Env":["PATH=/bin","A=1"],"User":"1000","Cmd":["old"],"Entrypoint":["older"],"WorkingDir":"/w","Labels":LABELS},
         "rootfs":{"type":"layers","diff_ids":["DIFF"]}}
        """;

    /// <summary>An index of amd64, arm64, an architecture that nothing of ours runs on, and an attestation; each with one layer.</summary>
    public static async Task<BaseImage> PushAsync(LayoutRepository target, bool hasUnpacker = true, string mediaType = MediaTypes.LayerTar)
    {
        var amd64 = await ManifestAsync(target, "amd64", hasUnpacker, mediaType);
        var arm64 = await ManifestAsync(target, "arm64", hasUnpacker, mediaType);
        var other = await ManifestAsync(target, "riscv64", hasUnpacker, mediaType);
        var index = new ImageIndex { Manifests = [On(other, "riscv64"), On(amd64, "amd64"), On(arm64, "arm64"), On(other, "unknown") with { Platform = null }] };
        var stored = await target.PushManifestAsync(index.ToBytes(), MediaTypes.ImageIndex);
        return await BaseImage.ReadAsync(target, stored.Digest.ToString());
    }

    public static async Task<Descriptor> ManifestAsync(
        LayoutRepository target, string architecture, bool hasUnpacker = true, string mediaType = MediaTypes.LayerTar, Func<string, string>? edit = null, int layers = 1)
    {
        var layer = await target.PushBytesAsync(RawTar.New().Directory("opt/").File($"opt/{architecture}", "base").End(), mediaType);
        var labels = hasUnpacker ? $"{{\"{AnnotationKeys.Unpacker}\":\"1\"}}" : "null";
        var config = Config.Replace("ARCH", architecture, StringComparison.Ordinal).Replace("LABELS", labels, StringComparison.Ordinal)
            .Replace("\"DIFF\"", string.Join(',', Enumerable.Repeat($"\"{layer.Digest}\"", layers)), StringComparison.Ordinal);
        var manifest = new Manifest
        {
            Config = await target.PushBytesAsync(Encoding.UTF8.GetBytes(edit?.Invoke(config) ?? config), MediaTypes.ImageConfig),
            Layers = [.. Enumerable.Repeat(layer, layers)],
        };
        return await target.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest);
    }

    private static Descriptor On(Descriptor manifest, string architecture) => manifest with { Platform = new Platform { Architecture = architecture, Os = "linux" } };
}
