using System.Collections.Concurrent;
using System.Diagnostics;

namespace Wolfictl.TestKit.Processes;

/// <summary>Debian's own Python, whatever comes first on the PATH: its modules are Debian packages.</summary>
public static class DebianPython
{
    public const string Path = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, bool> Missing = new();

    /// <summary>Whether a module can't be imported, or there is no Python.</summary>
    public static bool Lacks(string module) => Missing.GetOrAdd(module, static name =>
    {
        if (!File.Exists(Path))
        {
            return true;
        }

        using var import = Process.Start(new ProcessStartInfo(Path, ["-c", $"import {name}"]) { RedirectStandardError = true })!;
        import.StandardError.ReadToEnd();
        import.WaitForExit();
        return import.ExitCode != 0;
    });
}
