using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>The layers of an image by the digests of their uncompressed content (image-spec, config.md, <c>rootfs</c>).</summary>
public sealed record RootFileSystem
{
    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init; } = "layers";

    /// <summary>Digests of the uncompressed layers, base first.</summary>
    [JsonPropertyName("diff_ids")]
    public required IReadOnlyList<Digest> DiffIds { get; init; }
}
