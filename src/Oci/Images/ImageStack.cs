using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wolfictl.Oci.Images;

/// <summary>Puts layers on bases: a manifest for each platform, and an index of them.</summary>
internal static class ImageStack
{
    // What the image-spec knows of a config; history is left out, since it would have to tell of every layer.
    private static readonly string[] Kept = ["author", "architecture", "os", "os.version", "os.features", "variant"];

    /// <param name="bases">What is below, one for each platform.</param>
    /// <param name="layers">What comes on top, stored already; not compressed.</param>
    /// <param name="settings">How a container of each runs.</param>
    /// <param name="options">What the image says of itself.</param>
    /// <param name="target">Where it goes; layers of the bases are mounted there, or copied.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Descriptor> PushAsync(
        IReadOnlyList<PlatformImage> bases,
        IReadOnlyList<Descriptor> layers,
        Func<PlatformImage, ContainerSettings> settings,
        ImageOptions options,
        IOciRepository target,
        CancellationToken cancellationToken)
    {
        var manifests = new List<Descriptor>();
        foreach (var below in bases)
        {
            await Parallel.ForEachAsync(below.Layers.DistinctBy(d => d.Digest), LayerPush.Parallelism(cancellationToken), async (layer, stop) =>
                await OciCopy.CopyBlobAsync(below.Source!, layer, target, stop).ConfigureAwait(false)).ConfigureAwait(false);
            var manifest = new Manifest
            {
                Config = await target.PushBytesAsync(Configure(below, layers, settings(below), options.Created), MediaTypes.ImageConfig, cancellationToken).ConfigureAwait(false),
                Layers = [.. below.Layers, .. layers],
                Annotations = options.Annotations,
            };
            var stored = await target.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest, null, cancellationToken).ConfigureAwait(false);
            manifests.Add(stored with { Platform = below.Platform });
        }

        var index = new ImageIndex { Manifests = manifests, Annotations = options.Annotations };
        return await target.PushManifestAsync(index.ToBytes(), MediaTypes.ImageIndex, options.Tag, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Configure(PlatformImage below, IReadOnlyList<Descriptor> layers, ContainerSettings settings, DateTimeOffset created)
    {
        var config = new JsonObject { ["created"] = Text.Time(created) };
        foreach (var key in Kept)
        {
            if (below.Config[key] is { } value)
            {
                config[key] = value.DeepClone();
            }
        }

        config["config"] = Change(below.Config["config"] as JsonObject, settings);
        IEnumerable<string> ids = [.. below.Config["rootfs"]!["diff_ids"]!.AsArray().Select(id => (string)id!), .. layers.Select(layer => layer.Digest.ToString())];
        config["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = Words(ids) };
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            config.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private static JsonObject Change(JsonObject? below, ContainerSettings settings)
    {
        var config = below?.DeepClone().AsObject() ?? [];
        if (settings.Entrypoint is { } entrypoint)
        {
            config["Entrypoint"] = Words(entrypoint);
            config.Remove("Cmd");
        }

        if (settings.Environment.Count > 0)
        {
            var kept = (config["Env"] as JsonArray ?? []).Select(line => (string)line!).Where(line => !settings.Environment.ContainsKey(line.Split('=')[0]));
            config["Env"] = Words([.. kept, .. settings.Environment.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")]);
        }

        foreach (var (key, value) in settings.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            if (config["Labels"] is not JsonObject labels)
            {
                config["Labels"] = labels = [];
            }

            labels[key] = value;
        }

        Set("User", settings.User);
        Set("WorkingDir", settings.WorkingDirectory);
        return config;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                config[key] = value;
            }
        }
    }

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
