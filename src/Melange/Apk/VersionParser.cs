namespace Wolfictl.Melange.Apk;

/// <summary>Takes a version apart.</summary>
internal static class VersionParser
{
    private const int Longest = 256;

    /// <summary>The parts; null where the text is no version.</summary>
    public static VersionPart[]? Parse(string text)
    {
        if (text.Length is 0 or > Longest)
        {
            return null;
        }

        var parts = new List<VersionPart>();
        var next = 0;
        if (Take(text, ref next, char.IsAsciiDigit) is not { Length: > 0 } first)
        {
            return null;
        }

        parts.Add(new VersionPart(VersionPartKind.FirstNumber, first));
        while (next < text.Length)
        {
            if (Next(text, ref next, parts[^1].Kind) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return [.. parts];
    }

    private static VersionPart? Next(string text, ref int next, VersionPartKind last)
    {
        var c = text[next];
        switch (c)
        {
            case '.' when last <= VersionPartKind.Number:
                next++;
                return Digits(text, ref next, VersionPartKind.Number);
            case >= 'a' and <= 'z' when last <= VersionPartKind.Number:
                next++;
                return new VersionPart(VersionPartKind.Letter, c.ToString());
            case '_' when last <= VersionPartKind.SuffixNumber:
                next++;
                var suffix = Take(text, ref next, char.IsAsciiLetterLower);
                return VersionPart.IsSuffix(suffix) ? new VersionPart(VersionPartKind.Suffix, suffix) : null;
            case >= '0' and <= '9' when last == VersionPartKind.Suffix:
                return Digits(text, ref next, VersionPartKind.SuffixNumber);
            case '~' when last < VersionPartKind.Hash:
                next++;
                return Take(text, ref next, char.IsAsciiHexDigitLower) is { Length: > 0 } hash ? new VersionPart(VersionPartKind.Hash, hash) : null;
            case '-' when last < VersionPartKind.Revision && next + 1 < text.Length && text[next + 1] == 'r':
                next += 2;
                return Digits(text, ref next, VersionPartKind.Revision);
            default:
                return null;
        }
    }

    private static VersionPart? Digits(string text, ref int next, VersionPartKind kind) =>
        Take(text, ref next, char.IsAsciiDigit) is { Length: > 0 } digits ? new VersionPart(kind, digits) : null;

    private static string Take(string text, ref int next, Predicate<char> condition)
    {
        var start = next;
        while (next < text.Length && condition(text[next]))
        {
            next++;
        }

        return text[start..next];
    }
}
