using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>The answer of a token service (distribution's token specification); either name may be used for the token.</summary>
internal sealed record TokenAnswer
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }
}
