using System.Text;
using System.Text.RegularExpressions;

namespace Wolfictl.Oci.Bundles;

/// <summary>One line of a gitignore file.</summary>
internal sealed record IgnorePattern(Regex Match, bool Negated, bool DirectoryOnly)
{
    /// <summary>Null for blank lines, comments, and patterns with a bracket that is never closed, which match nothing.</summary>
    public static IgnorePattern? Parse(string line)
    {
        line = TrimEnd(line.TrimEnd('\r'));
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var negated = line[0] == '!';
        line = negated ? line[1..] : line;
        var directoryOnly = line.EndsWith('/');
        line = line.TrimEnd('/');
        if (line.Length == 0)
        {
            return null;
        }

        var anchored = line.Contains('/', StringComparison.Ordinal);
        if (Translate(line.TrimStart('/')) is not { } translated)
        {
            return null;
        }

        var regex = $@"{(anchored ? @"\A" : @"\A(?:.*/)?")}{translated}\z";
        // Without backtracking: a pattern is untrusted input too.
        return new IgnorePattern(new Regex(regex, RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant), negated, directoryOnly);
    }

    private static string TrimEnd(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && (end < 2 || line[end - 2] != '\\'))
        {
            end--;
        }

        return line[..end];
    }

    private static string? Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length;)
        {
            var rest = pattern.AsSpan(i);
            var atStart = i == 0 || pattern[i - 1] == '/';
            if (atStart && rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 3;
            }
            else if (atStart && rest is "**")
            {
                regex.Append(".+");
                i += 2;
            }
            else if (rest[0] == '*')
            {
                regex.Append("[^/]*");
                i += rest.IndexOfAnyExcept('*') is var stars and > 0 ? stars : rest.Length;
            }
            else if (rest[0] == '?')
            {
                regex.Append("[^/]");
                i++;
            }
            else if (rest[0] == '[')
            {
                var length = Class(rest, regex);
                if (length == 0)
                {
                    return null;
                }

                i += length;
            }
            else
            {
                i += rest[0] == '\\' && rest.Length > 1 ? 1 : 0;
                regex.Append(Regex.Escape(pattern[i].ToString()));
                i++;
            }
        }

        return regex.ToString();
    }

    /// <summary>Appends a bracket expression and returns its length, or 0 when it is never closed.</summary>
    private static int Class(ReadOnlySpan<char> rest, StringBuilder regex)
    {
        var negated = rest.Length > 1 && rest[1] is '!' or '^';
        var from = negated ? 2 : 1;
        var end = from + 1 >= rest.Length ? -1 : rest[(from + 1)..].IndexOf(']');
        if (end < 0)
        {
            return 0;
        }

        end += from + 1;
        var members = new StringBuilder();
        for (var i = from; i < end; i++)
        {
            var range = rest[i] == '-' && i > from && i < end - 1;
            members.Append(range ? "-" : rest[i] is '\\' or '[' or ']' or '^' or '-' ? $"\\{rest[i]}" : rest[i].ToString());
        }

        try
        {
            var text = $"[{(negated ? "^" : "")}{members}-[/]]";
            _ = new Regex(text, RegexOptions.NonBacktracking);
            regex.Append(text);
            return end + 1;
        }
        catch (ArgumentException)
        {
            return 0;
        }
    }
}
