using Wolfictl.Melange.Config;
using Wolfictl.Melange.Config.Expansion;
using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Sources;

/// <summary>Gathers the sources of one package on one architecture.</summary>
internal sealed class SourceCollector(MelangeConfiguration configuration, string architecture, PipelineLibrary library) : IStepVisitor
{
    private const int MostProblems = 100;
    private readonly PackageVariables _variables = new(configuration, architecture);
    private readonly List<SourceStep> _steps = [];
    private readonly List<SourceProblem> _problems = [];

    public IReadOnlyList<SourceStep> Steps => _steps;

    public IReadOnlyList<SourceProblem> Problems => _problems;

    public bool DependsOnArchitecture => _variables.DependsOnArchitecture;

    public void Collect()
    {
        try
        {
            CollectAll();
        }
        catch (TooManyProblemsException)
        {
            // What was found is told.
        }
    }

    private void CollectAll()
    {
        var scope = new Scope { Package = _variables, File = configuration.File };
        Walk(configuration.Pipeline, scope);
        foreach (var template in configuration.Subpackages)
        {
            Try(null, () =>
            {
                foreach (var subpackage in SubpackageScopes.Of(template, configuration, scope))
                {
                    Walk(template.Pipeline, subpackage);
                }
            });
        }
    }

    void IStepVisitor.Needs(IReadOnlyList<SourceText> needs, Scope scope)
    {
        // What a step needs installed is no source.
    }

    void IStepVisitor.Uses(PipelineStep step, Scope inside)
    {
        switch (step.Uses!.Value)
        {
            case "fetch":
                Try(inside, () => _steps.Add(new FetchReader(configuration.Name, step, inside).Read()));
                break;
            case "git-checkout":
                Try(inside, () => _steps.Add(Checkout(step, inside)));
                break;
            default:
                break;
        }
    }

    private SourceStep Checkout(PipelineStep step, Scope inside) => new()
    {
        Kind = SourceKind.GitCheckout,
        Package = configuration.Name,
        Subpackage = inside.SubpackageName,
        Uri = inside.Input("repository") ?? "",
        Commit = inside.Input("expected-commit"),
        File = inside.Parent!.File,
        Line = step.Uses!.Line,
        Step = inside.Where,
        Architectures = [],
    };

    private void Walk(IReadOnlyList<PipelineStep> steps, Scope scope)
    {
        foreach (var step in steps)
        {
            Try(scope, () => StepWalker.Enter(step, scope, library, this));
        }
    }

    private void Try(Scope? scope, Action action)
    {
        try
        {
            action();
        }
        catch (SubstitutionException e)
        {
            Add(new SourceProblem(configuration.Name, scope?.SubpackageName, null, e.Problem));
        }
        catch (FetchProblemException e)
        {
            Add(new SourceProblem(configuration.Name, scope?.SubpackageName, e.Uri, e.Problem));
        }
    }

    private void Add(SourceProblem problem)
    {
        _problems.Add(problem);
        if (_problems.Count >= MostProblems)
        {
            throw new TooManyProblemsException();
        }
    }
}
