using System.Text;
using System.Text.RegularExpressions;

namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>A replacement of Go's <c>Regexp.Expand</c>: <c>$name</c> takes the longest name it can, <c>$$</c> is a dollar, there is no backslash escape.</summary>
internal sealed class GoReplacement
{
    private const int NoGroup = -1;
    private readonly List<(string Literal, int Group)> _parts = [];

    public GoReplacement(string template, IReadOnlyList<string?> names)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length;)
        {
            if (template[i] != '$')
            {
                literal.Append(template[i++]);
            }
            else if (i + 1 < template.Length && template[i + 1] == '$')
            {
                literal.Append('$');
                i += 2;
            }
            else if (Name(template, i + 1, out var next) is { } name)
            {
                _parts.Add((literal.ToString(), Find(name, names)));
                literal.Clear();
                i = next;
            }
            else
            {
                literal.Append(template[i++]);
            }
        }

        _parts.Add((literal.ToString(), NoGroup));
    }

    public void AppendTo(StringBuilder result, Match match)
    {
        foreach (var (literal, group) in _parts)
        {
            result.Append(literal);
            if (group >= 0)
            {
                result.Append(match.Groups[group].ValueSpan);
            }
        }
    }

    private static string? Name(string template, int start, out int next)
    {
        var brace = start < template.Length && template[start] == '{';
        var begin = brace ? start + 1 : start;
        var end = begin;
        while (end < template.Length && (char.IsLetter(template[end]) || char.IsDigit(template[end]) || template[end] == '_'))
        {
            end++;
        }

        next = brace ? end + 1 : end;
        return end == begin || (brace && (end >= template.Length || template[end] != '}')) ? null : template[begin..end];
    }

    private static int Find(string name, IReadOnlyList<string?> names)
    {
        if (name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0'))
        {
            return name.Length < 9 && int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) is var number && number < names.Count ? number : NoGroup;
        }

        for (var i = 1; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return NoGroup;
    }
}
