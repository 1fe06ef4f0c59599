using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>What an image runs on (image-spec, image-index.md, <c>platform</c>).</summary>
public sealed record Platform
{
    /// <summary>A Go architecture name: <c>amd64</c>, <c>arm64</c>.</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>A Go operating system name: <c>linux</c>.</summary>
    [JsonPropertyName("os")]
    public required string Os { get; init; }

    /// <summary>The variant of the processor, such as <c>v8</c>; null when it does not matter.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }
}
