using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>An image's configuration, as far as bundles need it (image-spec, config.md).</summary>
public sealed record ImageConfig
{
    /// <summary>When the image was made, RFC 3339.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>A Go architecture name, or <c>unknown</c> where nothing in the image depends on one.</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>A Go operating system name, or <c>unknown</c>.</summary>
    [JsonPropertyName("os")]
    public required string Os { get; init; }

    /// <summary>The layers' digests.</summary>
    [JsonPropertyName("rootfs")]
    public required RootFileSystem RootFs { get; init; }

    /// <summary>The configuration as JSON; the same value gives the same bytes.</summary>
    public byte[] ToBytes() => OciJson.Write(this);
}
