using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter.Terminals;

/// <summary>Reads flags' texts as values; one that can't be read ends the command with the flag's name.</summary>
internal static class FlagValues
{
    public static IReadOnlyList<T> All<T>(string flag, string[]? texts, Func<string, T> parse) => [.. (texts ?? []).Select(t => FlagValue.Read(flag, t, parse))];

    public static T? One<T>(string flag, string? text, Func<string, T> parse)
        where T : struct => text is null ? null : FlagValue.Read(flag, text, parse);
}
