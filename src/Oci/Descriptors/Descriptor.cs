using System.Text.Json.Serialization;

namespace Wolfictl.Oci;

/// <summary>A typed, sized pointer to content by digest (image-spec 1.1, descriptor.md).</summary>
public sealed record Descriptor
{
    /// <summary>The two bytes <c>{}</c>, the config and only layer of artifacts that have none (image-spec 1.1, manifest.md).</summary>
    public static readonly Descriptor Empty = new()
    {
        MediaType = MediaTypes.Empty,
        Digest = Digest.Of(EmptyContent.Span),
        Size = EmptyContent.Length,
    };

    /// <summary>The content that <see cref="Empty"/> describes.</summary>
    public static ReadOnlyMemory<byte> EmptyContent => "{}"u8.ToArray();

    /// <summary>The media type of the content.</summary>
    [JsonPropertyName("mediaType")]
    public required string MediaType { get; init; }

    /// <summary>The digest of the content.</summary>
    [JsonPropertyName("digest")]
    public required Digest Digest { get; init; }

    /// <summary>The content's length in bytes; never negative in content that was parsed by this library.</summary>
    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>The type of an artifact when the descriptor points to one, else null.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>What the content runs on; only meaningful in an index.</summary>
    [JsonPropertyName("platform")]
    public Platform? Platform { get; init; }

    /// <summary>Annotations by key (<see cref="AnnotationKeys"/>), or null.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Describes <paramref name="content"/> by its sha256 digest.</summary>
    public static Descriptor Of(ReadOnlySpan<byte> content, string mediaType) =>
        new() { MediaType = mediaType, Digest = Digest.Of(content), Size = content.Length };
}
