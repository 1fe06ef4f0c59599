using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Config.Expansion;

/// <summary>Gathers what the steps of a package need: themselves, the pipelines they use, and what those use in turn.</summary>
internal sealed class NeedCollector(PipelineLibrary library, Action<MelangeProblem> report) : IStepVisitor
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<BuildNeed> _needs = [];

    public IReadOnlyList<BuildNeed> Found => _needs;

    public void Add(string need, string pipeline)
    {
        if (PackageNames.WithoutConstraint(need) is { Length: > 0 } name && _names.Add(name))
        {
            _needs.Add(new BuildNeed(name, pipeline));
        }
    }

    public void Walk(IReadOnlyList<PipelineStep> steps, Scope scope)
    {
        foreach (var step in steps)
        {
            // Most steps use a pipeline whose needs are always the same.
            if (step is { If: null, Needs.Count: 0, Steps.Count: 0, Uses: { } uses } && library.Get(uses.Value).PlainNeeds(library) is { } plain)
            {
                foreach (var need in plain)
                {
                    Add(need, uses.Value);
                }

                continue;
            }

            try
            {
                StepWalker.Enter(step, scope, library, this);
            }
            catch (SubstitutionException e)
            {
                report(e.Problem);
            }
        }
    }

    void IStepVisitor.Needs(IReadOnlyList<SourceText> needs, Scope scope)
    {
        foreach (var need in needs)
        {
            Add(scope.Substitute(need), scope.Step?.Uses?.Value ?? "");
        }
    }

    void IStepVisitor.Uses(PipelineStep step, Scope inside)
    {
        // Which pipeline it is says nothing beyond what that needs.
    }
}
