using Wolfictl.Melange.Config.Pipelines;

namespace Wolfictl.Melange.Config.Substitution;

/// <summary>Where a text stands: which variables it sees, and what an error about it says.</summary>
internal sealed class Scope
{
    private Dictionary<string, string?>? _inputs;

    public required PackageVariables Package { get; init; }

    /// <summary>The file the texts of this scope stand in.</summary>
    public required string File { get; init; }

    public SubpackageTemplate? Subpackage { get; init; }

    public string? SubpackageName { get; init; }

    public RangeItem? Range { get; init; }

    /// <summary>The scope of the step that led here; null for the outermost.</summary>
    public Scope? Parent { get; init; }

    public PipelineStep? Step { get; init; }

    public PipelineDefinition? Definition { get; init; }

    public int Depth { get; init; }

    /// <summary>Such as <c>step 2.1 (fetch) of subpackage "brotli-dev"</c>; empty outside of pipelines.</summary>
    public string Where
    {
        get
        {
            if (Step is null)
            {
                return SubpackageName is { } name ? $"subpackage \"{Excerpt.Of(name)}\"" : Subpackage is { } template ? $"subpackage {template.Number}" : "";
            }

            var uses = Step.Uses is { } used ? $" ({Excerpt.Of(used.Value)})" : "";
            var of = SubpackageName is { } subpackage ? $" of subpackage \"{Excerpt.Of(subpackage)}\"" : "";
            return $"step {Numbers()}{uses}{of}";
        }
    }

    public Scope Enter(PipelineStep step, PipelineDefinition? definition, string file) => new()
    {
        Package = Package,
        File = file,
        Subpackage = Subpackage,
        SubpackageName = SubpackageName,
        Range = Range,
        Parent = this,
        Step = step,
        Definition = definition,
        Depth = Depth + 1,
    };

    public string Substitute(SourceText text) => Package.Substitute(text, this);

    /// <summary>An input as this step's pipeline sees it: given with the step, inherited from the step around it, or its default.</summary>
    public string? Input(string name)
    {
        if (Step is null)
        {
            return null;
        }

        _inputs ??= new Dictionary<string, string?>(StringComparer.Ordinal);
        if (_inputs.TryGetValue(name, out var known))
        {
            return known;
        }

        // Found while it is being found: it refers to itself, and has no value.
        _inputs[name] = null;
        return _inputs[name] = Find(name);
    }

    private string? Find(string name)
    {
        // A later one was written out over one that was merged in.
        for (var i = Step!.With.Count - 1; i >= 0; i--)
        {
            if (Step.With[i].Name == name)
            {
                return Package.Substitute(Step.With[i].Text, Parent!, this);
            }
        }

        if (Parent!.Input(name) is { } inherited)
        {
            return inherited;
        }

        return Definition is not null && Definition.Inputs.TryGetValue(name, out var given) && given is not null ? Substitute(given) : null;
    }

    private string Numbers() => Parent is { Step: not null } ? $"{Parent.Numbers()}.{Step!.Number}" : $"{Step!.Number}";
}
