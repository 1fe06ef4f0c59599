using Wolfictl.Melange.Config.Substitution;

namespace Wolfictl.Melange.Config.Expansion;

/// <summary>Goes over the range of a subpackage and leaves out what its condition leaves out.</summary>
internal static class SubpackageScopes
{
    public static IEnumerable<Scope> Of(SubpackageTemplate template, MelangeConfiguration configuration, Scope outer)
    {
        if (template.Range is not { } range)
        {
            if (Enter(template, null, outer) is { } only)
            {
                yield return only;
            }

            yield break;
        }

        if (!configuration.Data.TryGetValue(range.Value, out var data))
        {
            throw PackageVariables.Problem($"The range \"{Excerpt.Of(range.Value)}\" names no item of data.", range, outer);
        }

        foreach (var item in data.Items)
        {
            if (!outer.Package.Budget.TryStep())
            {
                throw PackageVariables.Problem($"The file has more than {SubstitutionBudget.Steps} steps and items of ranges.", range, outer);
            }

            if (Enter(template, item, outer) is { } scope)
            {
                yield return scope;
            }
        }
    }

    private static Scope? Enter(SubpackageTemplate template, RangeItem? item, Scope outer)
    {
        var unnamed = new Scope { Package = outer.Package, File = outer.File, Subpackage = template, Range = item };
        if (template.If is { } condition && !Condition.IsTrue(condition, unnamed))
        {
            return null;
        }

        return new Scope
        {
            Package = outer.Package,
            File = outer.File,
            Subpackage = template,
            SubpackageName = unnamed.Substitute(template.Name),
            Range = item,
        };
    }
}
