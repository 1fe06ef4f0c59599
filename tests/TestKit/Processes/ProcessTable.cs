using System.Globalization;

namespace Wolfictl.TestKit.Processes;

/// <summary>The processes of this machine, from <c>/proc</c>. One that ended and was not yet reaped by its parent counts as gone.</summary>
public static class ProcessTable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Every living process whose command line (its words joined by spaces) is as wanted.</summary>
    public static IReadOnlyList<int> Living(Func<string, bool> wanted) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && wanted(CommandLine(id)) && IsAlive(id))];

    /// <summary>Every living process that works in a folder or below it.</summary>
    public static IReadOnlyList<int> LivingIn(string folder) =>
        [.. Living(_ => true).Where(id => WorkingDirectory(id) is { } path && (path + "/").StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal))];

    public static bool IsAlive(int id)
    {
        var stat = Read(id, "stat");
        var state = stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart();
        return state.Length > 0 && state[0] is not ('Z' or 'X');
    }

    /// <summary>Waits until none of the processes is alive.</summary>
    /// <exception cref="TimeoutException">Some are still; the message shows them.</exception>
    public static async Task WaitUntilGoneAsync(IReadOnlyCollection<int> ids, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (ids.Any(IsAlive))
        {
            if (TimeProvider.System.GetElapsedTime(started) > timeout)
            {
                var left = ids.Where(IsAlive).Select(id => $"{id} {CommandLine(id)}");
                throw new TimeoutException($"Still alive after {timeout.TotalSeconds} s:\n{string.Join('\n', left)}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static string CommandLine(int id) => Read(id, "cmdline").TrimEnd('\0').Replace('\0', ' ');

    private static string? WorkingDirectory(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
