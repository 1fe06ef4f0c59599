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

    /// <summary>The facts of a pipeline that planning asks for: inputs that say nothing about needs are left out.</summary>
    public static PipelineFacts Of(PipelineDefinition definition)
    {
        var uses = Flatten(definition.Steps).Where(step => step.Uses is not null).Select(UseFacts.Of).ToList();
        var needs = definition.Needs.Concat(Flatten(definition.Steps).SelectMany(step => step.Needs)).Select(need => need.Value).ToList();
        var texts = string.Join('\n', needs.Concat(uses.SelectMany(use => (use.With ?? []).Values.Append(use.If ?? ""))));
        var inputs = definition.Inputs
            .Where(input => input.Value is not null && texts.Contains($"inputs.{input.Key}}}", StringComparison.Ordinal))
            .OrderBy(input => input.Key, StringComparer.Ordinal)
            .ToDictionary(input => input.Key, input => input.Value!.Value);
        return new PipelineFacts
        {
            Needs = needs.Count == 0 ? null : needs,
            Inputs = inputs.Count == 0 ? null : inputs,
            Uses = uses.Count == 0 ? null : uses,
        };
    }

    private static IEnumerable<PipelineStep> Flatten(IReadOnlyList<PipelineStep> steps) =>
        steps.SelectMany(step => Flatten(step.Steps).Prepend(step));
}
