using Wolfictl.TestKit;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>A fact that runs wolfictl as a user who can't read everything: root becomes another one with setpriv.</summary>
internal sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute() => Skip = !Environment.IsPrivilegedProcess ? null
        : Executables.Find("setpriv") is null ? "root needs setpriv (util-linux) to become another user"
        : !IsOpen(AppContext.BaseDirectory) ? "another user can't reach the folder of this checkout"
        : null;

    /// <summary>What to start <paramref name="executable"/> with.</summary>
    public static (string FileName, string[] Arguments) Command(string executable, params string[] arguments) => Environment.IsPrivilegedProcess
        ? ("setpriv", ["--reuid=12345", "--regid=12345", "--clear-groups", executable, .. arguments])
        : (executable, arguments);

    private static bool IsOpen(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if ((at.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
