using System.Text.Json.Serialization;

namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>One pipeline that a built-in pipeline uses.</summary>
internal sealed record UseFacts
{
    [JsonPropertyName("uses")]
    public required string Uses { get; init; }

    [JsonPropertyName("if")]
    public string? If { get; init; }

    [JsonPropertyName("with")]
    public Dictionary<string, string>? With { get; init; }
}
