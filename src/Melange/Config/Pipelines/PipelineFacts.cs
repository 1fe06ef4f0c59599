using System.Text.Json.Serialization;

namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>One entry of <c>builtin-pipelines.json</c>.</summary>
internal sealed record PipelineFacts
{
    [JsonPropertyName("needs")]
    public List<string>? Needs { get; init; }

    [JsonPropertyName("inputs")]
    public Dictionary<string, string>? Inputs { get; init; }

    [JsonPropertyName("uses")]
    public List<UseFacts>? Uses { get; init; }

    public PipelineDefinition ToDefinition(string name) => new()
    {
        Name = name,
        Needs = [.. (Needs ?? []).Select(Text)],
        Inputs = (Inputs ?? []).ToDictionary(input => input.Key, input => (SourceText?)Text(input.Value), StringComparer.Ordinal),
        Steps = [.. (Uses ?? []).Select((use, index) => new PipelineStep
        {
            Number = index + 1,
            Line = 0,
            Column = 0,
            Uses = Text(use.Uses),
            If = use.If is { } condition ? Text(condition) : null,
            With = [.. (use.With ?? []).Select(input => new StepInput(input.Key, Text(input.Value)))],
        })],
    };

    private static SourceText Text(string value) => new(value, 0, 0);
}
