using System.ComponentModel;
using System.Diagnostics;

namespace Wolfictl.Oci.Bundles;

/// <summary>Runs git by argument list in a directory, with an environment in which only that directory decides which repository is read.</summary>
internal static class GitCommand
{
    private const int MaxErrors = 64 * 1024;

    // Kept from the caller's environment, these would point git elsewhere (a hook's environment does).
    private static readonly string[] Cleared =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
        "GIT_CEILING_DIRECTORIES",
    ];

    /// <summary>The exit status, at most <paramref name="maxOutput"/> bytes of standard output, and the beginning of standard error.</summary>
    /// <exception cref="BundleException">git cannot be started.</exception>
    public static async Task<(int Status, byte[] Output, string Errors)> RunAsync(
        string directory, int maxOutput, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        using var process = new Process { StartInfo = Describe(directory, arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new BundleException(
                OciErrorKind.Unreadable, $"git is needed to read the commit of {directory}, and cannot be started ({exception.Message}). Install git, or bundle a copy without .git.", exception);
        }

        try
        {
            process.StandardInput.Close();
            var errors = ReadAsync(process.StandardError.BaseStream, MaxErrors, cancellationToken);
            var output = await ReadAsync(process.StandardOutput.BaseStream, maxOutput, cancellationToken).ConfigureAwait(false);
            var said = System.Text.Encoding.UTF8.GetString(await errors.ConfigureAwait(false));
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, output, said);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Describe(string directory, IEnumerable<string> arguments)
    {
        // No code of the repository's configuration runs: status would start a file system monitor.
        string[] common = ["--no-replace-objects", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", directory];
        var start = new ProcessStartInfo("git", [.. common, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in Cleared)
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        return start;
    }

    /// <summary>Reads all, keeps the first bytes: a full pipe would stop git.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            kept.Write(buffer, 0, (int)Math.Min(read, limit - kept.Length));
        }

        return kept.ToArray();
    }
}
