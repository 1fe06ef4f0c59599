using System.Globalization;
using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Substitution;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config.Expansion;

/// <summary>Works out one package on one architecture. Problems are gathered, so that a person sees all of them at once.</summary>
internal sealed class PackageExpander
{
    private readonly MelangeConfiguration _configuration;
    private readonly PackageVariables _variables;
    private readonly Scope _scope;
    private readonly NeedCollector _needs;
    private readonly List<ExpandedSubpackage> _subpackages = [];
    private List<MelangeProblem>? _problems;

    public PackageExpander(MelangeConfiguration configuration, string architecture, PipelineLibrary library)
    {
        _configuration = configuration;
        _variables = new PackageVariables(configuration, architecture);
        _scope = new Scope { Package = _variables, File = configuration.File };
        _needs = new NeedCollector(library, Add);
    }

    public IReadOnlyList<MelangeProblem>? Problems => _problems;

    public bool DependsOnArchitecture => _variables.DependsOnArchitecture;

    public ExpandedPackage Expand()
    {
        try
        {
            return ExpandAll();
        }
        catch (TooManyProblemsException)
        {
            return new ExpandedPackage { Configuration = _configuration };
        }
    }

    private ExpandedPackage ExpandAll()
    {
        foreach (var need in _configuration.EnvironmentPackages)
        {
            Try(() => _needs.Add(_scope.Substitute(need), ""));
        }

        _needs.Walk(_configuration.Pipeline, _scope);
        foreach (var template in _configuration.Subpackages)
        {
            Try(() => Expand(template));
        }

        return new ExpandedPackage
        {
            Configuration = _configuration,
            Provides = Provides(_configuration.Dependencies, _scope),
            ProviderPriority = Priority(_configuration.Dependencies, _scope),
            Subpackages = _subpackages,
            Needs = _needs.Found,
        };
    }

    private void Expand(SubpackageTemplate template)
    {
        foreach (var scope in SubpackageScopes.Of(template, _configuration, _scope))
        {
            if (_subpackages.Count >= SubstitutionBudget.Subpackages)
            {
                throw PackageVariables.Problem($"The file makes more than {SubstitutionBudget.Subpackages} subpackages.", template.Name, _scope);
            }

            var name = scope.SubpackageName!;
            if (!PackageNames.IsValid(name))
            {
                throw PackageVariables.Problem($"The name \"{Excerpt.Of(name)}\" does not match {PackageNames.Rule}.", template.Name, scope);
            }

            _subpackages.Add(new ExpandedSubpackage(name, Provides(template.Dependencies, scope), Priority(template.Dependencies, scope)));
            _needs.Walk(template.Pipeline, scope);
        }
    }

    private List<string> Provides(PackageDependencies dependencies, Scope scope)
    {
        if (dependencies.Provides.Count == 0)
        {
            return [];
        }

        var names = new List<string>(dependencies.Provides.Count);
        foreach (var provided in dependencies.Provides)
        {
            Try(() =>
            {
                if (PackageNames.WithoutConstraint(scope.Substitute(provided)) is { Length: > 0 } name)
                {
                    names.Add(name);
                }
            });
        }

        return names;
    }

    private long Priority(PackageDependencies dependencies, Scope scope)
    {
        if (dependencies.ProviderPriority is not { Value.Length: > 0 } text)
        {
            return 0;
        }

        var priority = 0L;
        Try(() =>
        {
            var value = scope.Substitute(text).Trim();
            if (value.Length > 0 && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority))
            {
                throw PackageVariables.Problem($"provider-priority must be a whole number, but is \"{Excerpt.Of(value)}\".", text, scope);
            }
        });
        return priority;
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (SubstitutionException e)
        {
            Add(e.Problem);
        }
    }

    private void Add(MelangeProblem problem)
    {
        _problems ??= [];
        _problems.Add(problem);
        if (_problems.Count >= YamlLimits.ProblemsPerFile)
        {
            throw new TooManyProblemsException();
        }
    }
}
