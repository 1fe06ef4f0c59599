namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>Gathers the needs of a pipeline once and for all, and gives up where they are not the same for all that use it.</summary>
internal sealed class PlainNeedCollector(PipelineLibrary library)
{
    private int _steps = 1000;

    public List<string> Needs { get; } = [];

    public bool TryAdd(IReadOnlyList<SourceText> own, IReadOnlyList<PipelineStep> steps)
    {
        foreach (var need in own)
        {
            if (need.Value.Contains("${{", StringComparison.Ordinal))
            {
                return false;
            }

            Needs.Add(need.Value);
        }

        foreach (var step in steps)
        {
            if (--_steps < 0 || step.If is not null || !TryAdd(step.Needs, step.Steps))
            {
                return false;
            }

            if (step.Uses is { } uses && (library.Get(uses.Value).Definition is not { } used || !TryAdd(used.Needs, used.Steps)))
            {
                return false;
            }
        }

        return true;
    }
}
