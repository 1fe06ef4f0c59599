using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>One error of a registry; its <c>detail</c> has no fixed shape and is not read.</summary>
internal sealed record RegistryError
{
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
