using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter.Terminals;

/// <summary>Reads flags' texts as values; one that can't be read ends the command with the flag's name.</summary>
internal static class FlagValues
{
    public static IReadOnlyList<T> All<T>(string flag, string[]? texts, Func<string, T> parse) => [.. (texts ?? []).Select(t => Read(flag, t, parse))];

    public static T? One<T>(string flag, string? text, Func<string, T> parse)
        where T : struct => text is null ? null : Read(flag, text, parse);

    private static T Read<T>(string flag, string text, Func<string, T> parse)
    {
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
