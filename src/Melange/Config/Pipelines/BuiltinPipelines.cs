using System.Text.Json;

namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>
/// What melange's built-in pipelines need and use, carried as data (<c>builtin-pipelines.json</c>).
/// <c>scripts/update-builtin-pipelines.sh</c> makes that file anew from a checkout of melange.
/// </summary>
public static class BuiltinPipelines
{
    private static readonly Lazy<IReadOnlyDictionary<string, PipelineDefinition>> Carried = new(ReadResource);

    /// <summary>The built-in pipelines by name.</summary>
    public static IReadOnlyDictionary<string, PipelineDefinition> All => Carried.Value;

    private static Dictionary<string, PipelineDefinition> ReadResource()
    {
        using var stream = typeof(BuiltinPipelines).Assembly.GetManifestResourceStream("builtin-pipelines.json")!;
        var facts = JsonSerializer.Deserialize(stream, PipelineFactsContext.Default.DictionaryStringPipelineFacts)!;
        return facts.ToDictionary(fact => fact.Key, fact => fact.Value.ToDefinition(fact.Key), StringComparer.Ordinal);
    }
}
