using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Config.Expansion;

/// <summary>What is done at each step that is entered.</summary>
internal interface IStepVisitor
{
    /// <summary>A step, or the pipeline it uses, needs these; they are substituted in the scope.</summary>
    void Needs(IReadOnlyList<SourceText> needs, Scope scope);

    /// <summary>A step uses a pipeline; the scope is that of the pipeline and sees its inputs.</summary>
    void Uses(PipelineStep step, Scope inside);
}
