using System.Text;

namespace Wolfictl.Melange.Planning;

/// <summary>Which targets a distribution's Makefile declares, read from its text: nothing is run.</summary>
/// <param name="HasMakefile">Whether there is one.</param>
/// <param name="DeclaresAll">Whether it has a rule for <c>all</c>.</param>
/// <param name="Format"><see cref="TargetFormat.Package"/> where it has a rule for <c>package/%</c> or <c>package/&lt;name&gt;</c>, else <see cref="TargetFormat.Apk"/>.</param>
public sealed record MakefileTargets(bool HasMakefile, bool DeclaresAll, TargetFormat Format)
{
    private const int LargestMakefile = 4 * 1024 * 1024;

    /// <summary>In the order in which GNU make looks for them.</summary>
    private static readonly string[] FileNames = ["GNUmakefile", "makefile", "Makefile"];

    /// <summary>Reads the Makefile of a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="MelangeException">It is too large or cannot be read.</exception>
    public static MakefileTargets Read(string directory)
    {
        foreach (var name in FileNames)
        {
            var file = new FileInfo(Path.Combine(directory, name));
            if (!file.Exists)
            {
                continue;
            }

            try
            {
                return file.Length > LargestMakefile
                    ? throw new MelangeException([new MelangeProblem(name, 0, 0, $"The Makefile has {file.Length} bytes; at most {LargestMakefile} are read.")])
                    : Parse(file.Length == 0 ? "" : File.ReadAllText(file.FullName));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new MelangeException([new MelangeProblem(name, 0, 0, $"It cannot be read: {e.Message}")]);
            }
        }

        return new MakefileTargets(false, false, TargetFormat.Apk);
    }

    /// <summary>Reads the text of a Makefile.</summary>
    /// <param name="text">The text.</param>
    public static MakefileTargets Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = false;
        var package = false;
        var defining = false;
        foreach (var line in Lines(text))
        {
            // What is defined is only text until something evaluates it.
            defining = line.StartsWith("define ", StringComparison.Ordinal) || (defining && line.Trim() != "endef");
            if (defining || Targets(line) is not { } targets)
            {
                continue;
            }

            foreach (var target in targets.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                all |= target == "all";
                package |= target.StartsWith("package/", StringComparison.Ordinal);
            }
        }

        return new MakefileTargets(true, all, package ? TargetFormat.Package : TargetFormat.Apk);
    }

    /// <summary>What stands before the colon of a rule; null for any other line.</summary>
    private static string? Targets(string line)
    {
        if (line.Length == 0 || line[0] is '\t')
        {
            return null;
        }

        line = line.TrimStart(' ');
        if (line.StartsWith('.') || line.StartsWith('#'))
        {
            return null;
        }

        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '(' or '{':
                    depth++;
                    break;
                case ')' or '}':
                    depth--;
                    break;
                case '=' or '#' when depth <= 0:
                    return null;
                case ':' when depth <= 0:
                    return IsAssignment(line.AsSpan(i).TrimStart(':')) ? null : line[..i];
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>Whether <c>=</c>, or <c>NAME =</c> as a target's own variable, follows the colons.</summary>
    private static bool IsAssignment(ReadOnlySpan<char> after)
    {
        after = after.Trim();
        foreach (var modifier in new[] { "export ", "override ", "private " })
        {
            after = after.StartsWith(modifier) ? after[modifier.Length..].TrimStart() : after;
        }

        var equals = after.IndexOf('=');
        if (equals < 0)
        {
            return false;
        }

        foreach (var c in after[..equals].TrimEnd(":?+!").TrimEnd())
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Lines(string text)
    {
        var joined = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (line.EndsWith('\\'))
            {
                joined.Append(line, 0, line.Length - 1).Append(' ');
                continue;
            }

            yield return joined.Append(line).ToString();
            joined.Clear();
        }

        if (joined.Length > 0)
        {
            yield return joined.ToString();
        }
    }
}
