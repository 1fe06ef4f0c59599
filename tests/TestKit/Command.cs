using System.Diagnostics;

namespace Wolfictl.TestKit;

/// <summary>Runs a program by argument list and collects what it says.</summary>
public static class Command
{
    /// <summary>Exit status, standard output and standard error of a program run in <paramref name="directory"/> (the current one when null).</summary>
    public static async Task<(int Status, string Output, string Errors)> RunAsync(string? directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <summary>As <see cref="RunAsync"/>, for programs that must succeed; gives the trimmed standard output.</summary>
    public static async Task<string> OutputAsync(string? directory, string program, params string[] arguments)
    {
        var (status, output, errors) = await RunAsync(directory, program, arguments);
        return status == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {status}: {errors}{output}");
    }
}
