using System.Globalization;

namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>The characters of a pattern, one after the other.</summary>
internal sealed class PatternReader(string pattern)
{
    private int _next;

    public bool AtEnd => _next >= pattern.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Peek => AtEnd ? '\0' : pattern[_next];

    public char PeekAfter => _next + 1 < pattern.Length ? pattern[_next + 1] : '\0';

    public char Read() => AtEnd ? throw Problem("it ends too early") : pattern[_next++];

    public bool TryRead(string text)
    {
        if (string.CompareOrdinal(pattern, _next, text, 0, text.Length) != 0)
        {
            return false;
        }

        _next += text.Length;
        return true;
    }

    /// <summary>What stands between a place ahead and a text after it, without reading it; null where that text does not follow.</summary>
    public string? PeekText(int ahead, string end)
    {
        var found = _next + ahead <= pattern.Length ? pattern.IndexOf(end, _next + ahead, StringComparison.Ordinal) : -1;
        return found < 0 ? null : pattern[(_next + ahead)..found];
    }

    public string ReadUntil(char end, string what)
    {
        var found = pattern.IndexOf(end, _next);
        if (found < 0)
        {
            throw Problem($"{what} is not ended by {end}");
        }

        var text = pattern[_next..found];
        _next = found + 1;
        return text;
    }

    /// <summary>What stands to <c>\E</c>, or to the end.</summary>
    public string ReadQuoted()
    {
        var end = pattern.IndexOf(@"\E", _next, StringComparison.Ordinal);
        var text = end < 0 ? pattern[_next..] : pattern[_next..end];
        _next = end < 0 ? pattern.Length : end + 2;
        return text;
    }

    /// <summary><c>n}</c>, <c>n,}</c> (most is −1) or <c>n,m}</c>; null, and nothing read, where the brace before is only a brace.</summary>
    public (int Least, int Most)? ReadCounts()
    {
        var end = pattern.IndexOf('}', _next);
        if (end < 0)
        {
            return null;
        }

        var text = pattern.AsSpan(_next, end - _next);
        var comma = text.IndexOf(',');
        var first = comma < 0 ? text : text[..comma];
        if (!TryCount(first, out var least))
        {
            return null;
        }

        var most = comma < 0 ? least : -1;
        if (comma >= 0 && comma + 1 < text.Length && !TryCount(text[(comma + 1)..], out most))
        {
            return null;
        }

        _next = end + 1;
        return (least, most);
    }

    public GoPatternException Problem(string message) => new($"{message}, at character {_next} of it.");

    private static bool TryCount(ReadOnlySpan<char> text, out int count)
    {
        count = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        // Too large to hold is too large to be taken, which the caller says.
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            count = int.MaxValue;
        }

        return true;
    }
}
