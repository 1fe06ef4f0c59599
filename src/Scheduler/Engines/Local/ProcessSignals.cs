using System.Runtime.InteropServices;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>Signals (kill(2)).</summary>
internal static partial class ProcessSignals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Sends a signal to a process, or with a negative number to a process group. A process that is gone is no error.</summary>
    public static void Send(int pid, int signal) => _ = KillNative(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int pid, int signal);
}
