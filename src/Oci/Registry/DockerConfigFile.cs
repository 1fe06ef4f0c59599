using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>The part of Docker's <c>config.json</c> that concerns registries.</summary>
internal sealed record DockerConfigFile
{
    [JsonPropertyName("auths")]
    public Dictionary<string, DockerConfigEntry>? Auths { get; init; }

    [JsonPropertyName("credHelpers")]
    public Dictionary<string, string>? CredHelpers { get; init; }

    [JsonPropertyName("credsStore")]
    public string? CredsStore { get; init; }
}
