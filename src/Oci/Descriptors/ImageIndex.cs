using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>An image index: manifests for several platforms, or the content of an image layout (image-spec 1.1, image-index.md).</summary>
public sealed record ImageIndex
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    /// <summary><see cref="MediaTypes.ImageIndex"/>; may be null in what others wrote.</summary>
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; } = MediaTypes.ImageIndex;

    /// <summary>The type of an artifact; null for plain images.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>The manifests, each with its platform or tag.</summary>
    [JsonPropertyName("manifests")]
    public required IReadOnlyList<Descriptor> Manifests { get; init; }

    /// <summary>The manifest that this one refers to, or null.</summary>
    [JsonPropertyName("subject")]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations by key, or null.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The index as JSON: the same value gives the same bytes, annotations in ordinal order of their keys.</summary>
    public byte[] ToBytes() => OciJson.Write(this with
    {
        Manifests = [.. Manifests.Select(OciJson.Sorted)],
        Subject = Subject is null ? null : OciJson.Sorted(Subject),
        Annotations = OciJson.Sorted(Annotations),
    });
}
