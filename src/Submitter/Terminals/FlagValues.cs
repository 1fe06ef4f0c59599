using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter.Terminals;

/// <summary>Reads flags' texts as values; one that can't be read ends the command with the flag's name.</summary>
internal static class FlagValues
{
    /// <summary>An array and a loop: what iterates values of another assembly's types is compiled anew at each start.</summary>
    public static IReadOnlyList<T> All<T>(string flag, string[]? texts, Func<string, T> parse)
    {
        var values = new T[texts?.Length ?? 0];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FlagValue.Read(flag, texts![i], parse);
        }

        return values;
    }

    public static T? One<T>(string flag, string? text, Func<string, T> parse)
        where T : struct => text is null ? null : FlagValue.Read(flag, text, parse);
}
