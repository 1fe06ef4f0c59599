using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>A regular expression of Go's <c>regexp</c> package (RE2 syntax, https://github.com/google/re2/wiki/Syntax), run by .NET's engine.</summary>
internal sealed class GoPattern
{
    private const int Longest = 4096;
    private const int Remembered = 1000;
    private static readonly ConcurrentDictionary<string, GoPattern> Known = new(StringComparer.Ordinal);
    private readonly TranslatedPattern _translated;
    private Regex? _regex;

    private GoPattern(TranslatedPattern translated) => _translated = translated;

    /// <summary>Distributions repeat the same few dozen patterns a thousand times.</summary>
    /// <exception cref="GoPatternException">Go would refuse it, or it needs what .NET does not have.</exception>
    public static GoPattern Parse(string pattern)
    {
        if (Known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (pattern.Length > Longest)
        {
            throw new GoPatternException($"it is longer than {Longest} characters.");
        }

        var parsed = new GoPattern(new PatternTranslator(pattern).Translate());
        if (Known.Count < Remembered)
        {
            Known.TryAdd(pattern, parsed);
        }

        return parsed;
    }

    /// <summary>
    /// Go's <c>ReplaceAllString</c>: an empty match right after another match is not replaced, which is where <see cref="Regex.Replace(string, string)"/> differs.
    /// </summary>
    /// <returns>Null where the result would be longer than <paramref name="longest"/>.</returns>
    public string? ReplaceAll(string text, string replacement, int longest, TimeSpan timeout)
    {
        var regex = _regex ??= Compile(timeout);
        var template = new GoReplacement(replacement, _translated.GroupNames);
        var result = new StringBuilder(text.Length);
        var deadline = System.Diagnostics.Stopwatch.GetTimestamp();
        var copied = 0;
        var search = 0;
        while (search <= text.Length)
        {
            var match = regex.Match(text, search);
            if (!match.Success)
            {
                break;
            }

            var end = match.Index + match.Length;
            result.Append(text, copied, match.Index - copied);
            if (end > copied || match.Index == 0)
            {
                template.AppendTo(result, match);
            }

            if (result.Length > longest)
            {
                return null;
            }

            if (System.Diagnostics.Stopwatch.GetElapsedTime(deadline) > timeout)
            {
                throw new RegexMatchTimeoutException(text, _translated.Pattern, timeout);
            }

            copied = end;
            search = search + 1 > end ? search + 1 : end;
        }

        result.Append(text, copied, text.Length - copied);
        return result.Length > longest ? null : result.ToString();
    }

    private Regex Compile(TimeSpan timeout)
    {
        // The interpreter starts ten times as fast; only what could blow it up is given to the engine that cannot.
        var options = RegexOptions.CultureInvariant;
        try
        {
            return _translated is { MayBlowUp: true, HasBoundaries: false }
                ? new Regex(_translated.Pattern, options | RegexOptions.NonBacktracking, timeout)
                : new Regex(_translated.Pattern, options, timeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(_translated.Pattern, options, timeout);
        }
        catch (ArgumentException)
        {
            throw new GoPatternException("it cannot be run here.");
        }
    }
}
