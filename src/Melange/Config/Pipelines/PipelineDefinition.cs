namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>A pipeline that steps can use: what it needs, and what it uses itself.</summary>
public sealed record PipelineDefinition
{
    /// <summary>The name that <c>uses</c> says, such as <c>cmake/build</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The file it was read from, relative to the pipeline directory; empty for one of melange's built-in ones.</summary>
    public string File { get; init; } = "";

    /// <summary>What it needs installed.</summary>
    public IReadOnlyList<SourceText> Needs { get; init; } = [];

    /// <summary>Inputs and their defaults; null where an input has none.</summary>
    public IReadOnlyDictionary<string, SourceText?> Inputs { get; init; } = new Dictionary<string, SourceText?>();

    /// <summary>Its steps, less those that only run shell text.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; init; } = [];
}
