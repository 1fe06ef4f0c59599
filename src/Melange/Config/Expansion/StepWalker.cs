using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Config.Expansion;

/// <summary>Enters a step, the pipeline it uses and the steps nested in both, leaving out what a condition leaves out.</summary>
internal static class StepWalker
{
    private const int Deepest = 32;

    /// <exception cref="SubstitutionException">A step cannot be entered.</exception>
    public static void Enter(PipelineStep step, Scope outer, PipelineLibrary library, IStepVisitor visitor)
    {
        var at = step.Uses ?? new SourceText("", step.Line, step.Column);
        if (!outer.Package.Budget.TryStep())
        {
            throw PackageVariables.Problem($"The file has more than {SubstitutionBudget.Steps} steps and items of ranges.", at, outer);
        }

        if (outer.Depth >= Deepest)
        {
            throw PackageVariables.Problem($"Pipelines use each other more than {Deepest} deep.", at, outer);
        }

        var own = outer.Enter(step, null, outer.File);
        if (step.If is { } condition && !Condition.IsTrue(condition, own))
        {
            return;
        }

        visitor.Needs(step.Needs, own);
        foreach (var nested in step.Steps)
        {
            Enter(nested, own, library, visitor);
        }

        if (step.Uses is not { } uses)
        {
            return;
        }

        var found = library.Get(uses.Value);
        if (found.Problem is { } problem)
        {
            throw new SubstitutionException(problem.Message, problem.File, problem.Line, problem.Column);
        }

        if (found.Definition is not { } definition)
        {
            throw PackageVariables.Problem(
                $"There is no pipeline \"{Excerpt.Of(uses.Value)}\": neither in {Path.GetFileName(library.Directory)}/ nor among melange's built-in ones (--pipeline-dir says where else).",
                uses,
                outer);
        }

        var inside = outer.Enter(step, definition, definition.File.Length == 0 ? outer.File : definition.File);
        visitor.Needs(definition.Needs, inside);
        visitor.Uses(step, inside);
        foreach (var nested in definition.Steps)
        {
            Enter(nested, inside, library, visitor);
        }
    }
}
