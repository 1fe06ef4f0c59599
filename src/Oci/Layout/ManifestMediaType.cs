using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Layout;

/// <summary>The one field of a manifest that says whether it is an index.</summary>
internal sealed record ManifestMediaType
{
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }
}
