using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>One registry's entry in <c>auths</c>; <c>auth</c> is the base64 of <c>user:password</c>.</summary>
internal sealed record DockerConfigEntry
{
    [JsonPropertyName("auth")]
    public string? Auth { get; init; }

    [JsonPropertyName("username")]
    public string? UserName { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }
}
