using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wolfictl.Oci.Images;

/// <summary>One platform of a base: its layers, where they are, and its config as it was written.</summary>
internal sealed record PlatformImage
{
    private const int MaxConfig = 1024 * 1024;

    public required Platform Platform { get; init; }

    /// <summary>Where the layers are; null where there are none.</summary>
    public required IOciRepository? Source { get; init; }

    public required IReadOnlyList<Descriptor> Layers { get; init; }

    public required JsonObject Config { get; init; }

    /// <summary>Whether it has the wolfictl unpacker.</summary>
    public bool HasUnpacker => Config["config"]?["Labels"] is JsonObject labels && labels.ContainsKey(AnnotationKeys.Unpacker);

    public static PlatformImage Scratch(Platform platform) => new()
    {
        Platform = platform,
        Source = null,
        Layers = [],
        Config = new JsonObject { ["architecture"] = platform.Architecture, ["os"] = platform.Os, ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray() } },
    };

    /// <summary>Reads an image; its platform is what its config says.</summary>
    public static async Task<PlatformImage> ReadAsync(IOciRepository source, ManifestContent content, CancellationToken cancellationToken)
    {
        var manifest = content.ReadManifest();
        if (manifest.Config.Size > MaxConfig)
        {
            throw Malformed(source, content, $"its config has {manifest.Config.Size} bytes; the limit is {MaxConfig}");
        }

        var bytes = new byte[manifest.Config.Size];
        var blob = await source.OpenBlobAsync(manifest.Config, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            await blob.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var config = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 }) as JsonObject
                ?? throw new JsonException("it is no object");
            var platform = new Platform { Architecture = Word(config, "architecture"), Os = Word(config, "os"), Variant = (string?)config["variant"] };
            return config["rootfs"]?["diff_ids"] is JsonArray ids && ids.Count == manifest.Layers.Count && ids.All(id => Digest.TryParse((string?)id, out _))
                ? new PlatformImage { Platform = platform, Source = source, Layers = [.. manifest.Layers.Select(Plain)], Config = config }
                : throw new JsonException($"its rootfs does not name the manifest's {manifest.Layers.Count} layers");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed(source, content, $"its config can't be read: {Text.Printable(exception.Message)}", exception);
        }
    }

    private static string Word(JsonObject config, string key) => (string?)config[key] is { Length: > 0 } word ? word : throw new JsonException($"{key} is missing");

    /// <summary>Without annotations, which would tell of the base what holds for a bundle; Docker's types are OCI's under other names.</summary>
    private static Descriptor Plain(Descriptor layer) => new()
    {
        MediaType = layer.MediaType == MediaTypes.DockerLayerGzip ? MediaTypes.LayerTarGzip : layer.MediaType,
        Digest = layer.Digest,
        Size = layer.Size,
    };

    private static OciException Malformed(IOciRepository source, ManifestContent content, string problem, Exception? inner = null) =>
        new(OciErrorKind.Malformed, $"The image {source.Name.Name}@{content.Descriptor.Digest} is no base: {problem}.", inner) { Reference = content.Descriptor.Digest.ToString() };
}
