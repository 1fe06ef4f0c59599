using System.Globalization;
using System.Text;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>Reads /proc (proc(5)): which processes belong to a session or carry a mark in their environment.</summary>
internal static class ProcessTable
{
    /// <summary>Every process that is in session <paramref name="session"/> or has <paramref name="mark"/> in its environment. Zombies are not counted.</summary>
    public static IReadOnlyList<int> Belonging(string mark, int? session)
    {
        var wanted = Encoding.UTF8.GetBytes(mark);
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId
                && Stat(pid) is { State: not ('Z' or 'X') } stat
                && ((session is { } s && stat.Session == s) || HasMark(folder, wanted)))
            {
                found.Add(pid);
            }
        }

        return found;
    }

    /// <summary>State, session and start time (clock ticks since boot) of a process; none if it is gone.</summary>
    public static (char State, int Session, ulong StartTime)? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));

            // The second field is a name in parentheses that may hold anything, also parentheses.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[3], CultureInfo.InvariantCulture), ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool HasMark(string folder, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes(Path.Combine(folder, "environ"));
            foreach (var range in environment.AsSpan().Split((byte)0))
            {
                if (environment.AsSpan()[range].SequenceEqual(mark))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or another user's: not ours.
        }

        return false;
    }
}
