namespace Wolfictl.Hosting.CommandLine;

/// <summary>Reads a flag's text as a value.</summary>
public static class FlagValue
{
    /// <summary>What <paramref name="parse"/> makes of <paramref name="text"/>.</summary>
    /// <exception cref="CommandException">It throws <see cref="FormatException"/>: wrong usage, with the flag's name.</exception>
    public static T Read<T>(string flag, string text, Func<string, T> parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.Usage, $"{flag}: {e.Message}", e);
        }
    }
}
