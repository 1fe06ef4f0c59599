using System.Text.RegularExpressions;

namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>Whether commands that a page tells people to type can be typed.</summary>
internal sealed partial class CommandCheck(string root)
{
    private static readonly string[] Programs = ["wolfictl", "wolfictl-scheduler", "wolfictl-cache-worker"];

    /// <summary>How many commands were of a kind that is checked.</summary>
    public int Checked { get; private set; }

    /// <summary>What is wrong with a command, or null.</summary>
    public async Task<string?> ProblemAsync(ShellCommand command)
    {
        var words = command.Words;
        if (words.FirstOrDefault(word => Script().IsMatch(word) && !Path.Exists(Path.Combine(root, word))) is { } script)
        {
            return $"there is no {script}";
        }

        var program = Path.GetFileName(words[0]);
        if (program == "make" && words.Skip(1).All(word => !word.StartsWith('-')))
        {
            Checked++;
            return words.Skip(1).FirstOrDefault(word => !word.Contains('=', StringComparison.Ordinal) && !Targets().Contains(word)) is { } target ? $"the Makefile has no target {target}" : null;
        }

        if (!Programs.Contains(program))
        {
            return null;
        }

        Checked++;
        return await OursAsync(program, words);
    }

    private static async Task<string?> OursAsync(string program, IReadOnlyList<string> words)
    {
        List<string> path = [program];
        var help = await ProgramHelp.OfAsync(path);
        for (var at = 1; at < words.Count; at++)
        {
            var word = words[at];
            if (word is "--" or "…")
            {
                break;
            }

            if (word.StartsWith('-'))
            {
                var equals = word.IndexOf('=', StringComparison.Ordinal);
                var flag = equals < 0 ? word : word[..equals];
                switch (help.TakesValue(flag))
                {
                    case null:
                        return $"{string.Join(' ', path)} has no flag {flag}";
                    case true when equals < 0 && ++at == words.Count:
                        return $"{string.Join(' ', path)}: {flag} takes a value";
                }
            }
            else if (help.HasCommand(word))
            {
                path.Add(word);
                help = await ProgramHelp.OfAsync(path);
            }
            else if (!help.TakesArguments)
            {
                return $"{string.Join(' ', path)} has no command {word}";
            }
        }

        return null;
    }

    private IEnumerable<string> Targets() => Target().Matches(File.ReadAllText(Path.Combine(root, "Makefile"))).Select(match => match.Groups[1].Value);

    [GeneratedRegex("(?m)^([A-Za-z][A-Za-z0-9_-]*):")]
    private static partial Regex Target();

    [GeneratedRegex(@"^(?:\./)?(?:scripts|bench)/[A-Za-z0-9/._-]+$")]
    private static partial Regex Script();
}
