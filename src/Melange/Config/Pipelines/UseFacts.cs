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

    public static UseFacts Of(PipelineStep step) => new()
    {
        Uses = step.Uses!.Value,
        If = step.If?.Value,
        With = step.With.ToDictionary(input => input.Name, input => input.Text.Value),
    };
}
