namespace Wolfictl.Melange;

/// <summary>What may be given to make and, by it, to a shell.</summary>
internal static class Words
{
    public const string Rule = "^[A-Za-z0-9@%+=:,./_~-]+$";

    public static bool IsSafe(string word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"@%+=:,./_~-".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return word.Length > 0;
    }
}
