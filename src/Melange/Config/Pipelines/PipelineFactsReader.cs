using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>
/// Reads <c>builtin-pipelines.json</c>. JSON is YAML, and the reader of configurations is at work anyway: a second parser would cost each command more time than the file is worth.
/// </summary>
internal static class PipelineFactsReader
{
    private const string What = "A built-in pipeline";

    public static Dictionary<string, PipelineDefinition> Read(YamlCursor cursor)
    {
        var definitions = new Dictionary<string, PipelineDefinition>(StringComparer.Ordinal);
        cursor.EnterMapping("builtin-pipelines.json");
        var names = cursor.Keys("builtin-pipelines.json");
        while (names.Next() is { } name)
        {
            definitions.Add(name.Value, ReadDefinition(cursor, name.Value));
        }

        return definitions;
    }

    private static PipelineDefinition ReadDefinition(YamlCursor cursor, string name)
    {
        IReadOnlyList<SourceText> needs = [];
        IReadOnlyList<PipelineStep> steps = [];
        Dictionary<string, SourceText?> inputs = new(StringComparer.Ordinal);
        cursor.EnterMapping(What);
        var keys = cursor.Keys(What);
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "needs":
                    needs = [.. PipelineReader.ReadTexts(cursor, What).Select(WithoutPlace)];
                    break;
                case "inputs":
                    inputs = PipelineReader.ReadWith(cursor).ToDictionary(input => input.Name, input => (SourceText?)WithoutPlace(input.Text), StringComparer.Ordinal);
                    break;
                case "uses":
                    steps = [.. PipelineReader.ReadSteps(cursor).Select(WithoutPlace)];
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return new PipelineDefinition { Name = name, Needs = needs, Inputs = inputs, Steps = steps };
    }

    /// <summary>A line of the data file would mean nothing to whom an error is told.</summary>
    private static PipelineStep WithoutPlace(PipelineStep step) => step with
    {
        Line = 0,
        Column = 0,
        Uses = step.Uses is { } uses ? WithoutPlace(uses) : null,
        If = step.If is { } condition ? WithoutPlace(condition) : null,
        With = [.. step.With.Select(input => input with { Text = WithoutPlace(input.Text) })],
    };

    private static SourceText WithoutPlace(SourceText text) => new(text.Value, 0, 0);
}
