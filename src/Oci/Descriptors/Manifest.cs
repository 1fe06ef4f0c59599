using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>An image manifest, also of artifacts (image-spec 1.1, manifest.md).</summary>
public sealed record Manifest
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    /// <summary><see cref="MediaTypes.ImageManifest"/>; may be null in what others wrote.</summary>
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; } = MediaTypes.ImageManifest;

    /// <summary>The type of an artifact; null for a plain image.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>The configuration, <see cref="Descriptor.Empty"/> for artifacts without one.</summary>
    [JsonPropertyName("config")]
    public required Descriptor Config { get; init; }

    /// <summary>The layers, base first.</summary>
    [JsonPropertyName("layers")]
    public required IReadOnlyList<Descriptor> Layers { get; init; }

    /// <summary>The manifest that this one refers to (distribution-spec 1.1, referrers), or null.</summary>
    [JsonPropertyName("subject")]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations by key, or null.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The manifest as JSON: the same value gives the same bytes, annotations in ordinal order of their keys.</summary>
    public byte[] ToBytes() => OciJson.Write(this with
    {
        Config = OciJson.Sorted(Config),
        Layers = [.. Layers.Select(OciJson.Sorted)],
        Subject = Subject is null ? null : OciJson.Sorted(Subject),
        Annotations = OciJson.Sorted(Annotations),
    });
}
