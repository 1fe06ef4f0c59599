using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>What a credential helper writes to its standard output for <c>get</c>.</summary>
internal sealed record HelperAnswer
{
    [JsonPropertyName("Username")]
    public string? UserName { get; init; }

    [JsonPropertyName("Secret")]
    public string? Secret { get; init; }
}
