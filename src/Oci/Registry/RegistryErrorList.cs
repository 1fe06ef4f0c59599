using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>The body of a registry's error answer (distribution-spec, Error codes).</summary>
internal sealed record RegistryErrorList
{
    [JsonPropertyName("errors")]
    public IReadOnlyList<RegistryError>? Errors { get; init; }
}
