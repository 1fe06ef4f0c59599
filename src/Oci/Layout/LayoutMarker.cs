using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Layout;

/// <summary>The file <c>oci-layout</c> (image-spec, image-layout.md).</summary>
internal sealed record LayoutMarker
{
    [JsonPropertyName("imageLayoutVersion")]
    public string ImageLayoutVersion { get; init; } = "1.0.0";
}
