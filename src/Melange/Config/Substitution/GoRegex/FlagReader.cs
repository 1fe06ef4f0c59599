namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>Reads <c>(?flags)</c> and <c>(?flags:</c>.</summary>
internal static class FlagReader
{
    /// <summary>What is written where the case of letters is not spoken of.</summary>
    public const string Nothing = "(?";

    /// <summary>Reads from behind <c>(?</c> to the <c>)</c> or the <c>:</c>.</summary>
    /// <returns>The flags, whether a group opens with them, and how .NET is told of the case of letters.</returns>
    /// <exception cref="GoPatternException">Go knows no such group.</exception>
    public static (GoFlags Flags, bool OpensGroup, string Insensitive) Read(PatternReader reader, GoFlags flags)
    {
        var insensitive = Nothing;
        for (var on = true; ;)
        {
            switch (reader.AtEnd ? '\0' : reader.Read())
            {
                case 'i':
                    insensitive = on ? "(?i" : "(?-i";
                    break;
                case 'm':
                    flags = flags with { MultiLine = on };
                    break;
                case 's':
                    flags = flags with { DotAll = on };
                    break;
                case 'U':
                    flags = flags with { Ungreedy = on };
                    break;
                case '-' when on:
                    on = false;
                    break;
                case ':':
                    return (flags, true, insensitive);
                case ')':
                    return (flags, false, insensitive);
                default:
                    throw reader.Problem("it has a group (?…) that Go does not know: there is no looking around");
            }
        }
    }
}
