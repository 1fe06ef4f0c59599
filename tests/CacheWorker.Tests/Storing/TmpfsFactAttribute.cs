using System.Diagnostics;

namespace Wolfictl.CacheWorker.Tests.Storing;

/// <summary>A test that mounts a small filesystem; skipped, with the reason, where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute()
    {
        if (Environment.UserName != "root")
        {
            Skip = "mounting a tmpfs needs root";
            return;
        }

        using var folder = new ScratchFolder();
        if (!Mount(folder.Path, 1))
        {
            Skip = "this machine refuses to mount a tmpfs";
            return;
        }

        Unmount(folder.Path);
    }

    public static bool Mount(string folder, int mebibytes) => Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder);

    public static void Unmount(string folder) => Run("umount", folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
