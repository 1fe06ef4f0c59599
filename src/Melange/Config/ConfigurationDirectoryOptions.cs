namespace Wolfictl.Melange.Config;

/// <summary>How a directory of configurations is read.</summary>
public sealed record ConfigurationDirectoryOptions
{
    /// <summary>Where pipelines are found before melange's built-in ones; null for <c>&lt;directory&gt;/pipelines</c>.</summary>
    public string? PipelineDirectory { get; init; }

    /// <summary>How many files are read at once; null for one per processor, at most 4.</summary>
    public int? Parallelism { get; init; }
}
