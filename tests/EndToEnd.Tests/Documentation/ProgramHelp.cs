using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>What one command of a program takes, as its <c>--help</c> says.</summary>
internal sealed partial class ProgramHelp
{
    private static readonly ConcurrentDictionary<string, Task<ProgramHelp>> Known = new();
    private readonly Dictionary<string, bool> _flags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commands = new(StringComparer.Ordinal);

    private ProgramHelp(IEnumerable<string> lines)
    {
        var section = "";
        foreach (var line in lines)
        {
            section = line.Length > 0 && line[0] != ' ' ? line : section;
            if (section == "Options:" && Flag().Match(line) is { Success: true } flag)
            {
                foreach (Capture name in flag.Groups["name"].Captures)
                {
                    _flags[name.Value] = flag.Groups["value"].Success;
                }
            }
            else if (section == "Commands:" && Command().Match(line) is { Success: true } command)
            {
                _commands.Add(command.Groups[1].Value);
            }
            else if (section == "Arguments:")
            {
                TakesArguments = true;
            }
        }
    }

    public bool TakesArguments { get; }

    /// <summary>Whether a flag is followed by a value; null where there is no such flag.</summary>
    public bool? TakesValue(string flag) => _flags.TryGetValue(flag, out var value) ? value : null;

    public bool HasCommand(string name) => _commands.Contains(name);

    /// <summary>Asks a program of this checkout, once.</summary>
    public static Task<ProgramHelp> OfAsync(params IEnumerable<string> command) => Known.GetOrAdd(string.Join(' ', command), async words =>
    {
        var parts = words.Split(' ');
        var help = await ChildProcess.RunAsync(Farm.Executable(parts[0]), [.. parts[1..], "--help"]);
        Assert.True(help.ExitCode == 0, $"{words} --help: {help.ErrorText}");
        return new ProgramHelp(help.Output);
    });

    [GeneratedRegex("^  (?<name>-[^ ,]+)(?:, (?<name>-[^ ,]+))*(?<value> <[^ ]+>)?(?: \\(REQUIRED\\))?(?:  |$)")]
    private static partial Regex Flag();

    [GeneratedRegex("^  ([a-z][^ ]*)")]
    private static partial Regex Command();
}
