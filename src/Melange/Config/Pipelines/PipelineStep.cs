namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>One step of a pipeline, as written. Steps that only run shell text say nothing about planning and are left out of a pipeline's list.</summary>
public sealed record PipelineStep
{
    /// <summary>Its place in its pipeline, counted from 1 and counting the steps left out.</summary>
    public required int Number { get; init; }

    /// <summary>Its line, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Its column, counted from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The pipeline it uses; null where it uses none.</summary>
    public SourceText? Uses { get; init; }

    /// <summary>The condition under which it runs; null for always.</summary>
    public SourceText? If { get; init; }

    /// <summary>Inputs, in the order written.</summary>
    public IReadOnlyList<StepInput> With { get; init; } = [];

    /// <summary>What it needs installed (<c>needs.packages</c>).</summary>
    public IReadOnlyList<SourceText> Needs { get; init; } = [];

    /// <summary>The steps nested in it.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; init; } = [];

    internal bool Matters => Uses is not null || Needs.Count > 0 || Steps.Count > 0;
}
