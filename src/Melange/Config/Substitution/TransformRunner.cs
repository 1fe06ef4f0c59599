using System.Diagnostics;
using System.Text.RegularExpressions;
using Wolfictl.Melange.Config.Substitution.GoRegex;

namespace Wolfictl.Melange.Config.Substitution;

/// <summary>Runs one transform within the time that is left to its configuration.</summary>
internal static class TransformRunner
{
    public static string Run(VariableTransform transform, string from, Scope scope)
    {
        var to = Excerpt.Of(transform.To.Value);
        var budget = scope.Package.Budget;
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (budget.Matching <= TimeSpan.Zero)
            {
                throw new RegexMatchTimeoutException();
            }

            var result = GoPattern.Parse(transform.Match.Value).ReplaceAll(from, transform.Replace.Value, SubstitutionBudget.ValueCharacters, budget.Matching);
            return result ?? throw PackageVariables.Problem(
                $"The transform to vars.{to} makes more than {SubstitutionBudget.ValueCharacters} characters.", transform.Replace, scope);
        }
        catch (GoPatternException e)
        {
            throw PackageVariables.Problem($"The pattern of the transform to vars.{to} is not one of Go's: {e.Message}", transform.Match, scope);
        }
        catch (RegexMatchTimeoutException)
        {
            throw PackageVariables.Problem($"The pattern of the transform to vars.{to} takes too long to match.", transform.Match, scope);
        }
        finally
        {
            budget.Matching -= Stopwatch.GetElapsedTime(started);
        }
    }
}
