using System.ComponentModel;
using System.Diagnostics;
using Wolfictl.Scheduler.Logs;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>
/// make as the leader of a session of its own, with an environment of its own: nothing of the scheduler's reaches it but PATH and the proxies.
/// Its output, both streams as one, goes line by line to whoever runs it.
/// </summary>
internal sealed class MakeProcess(AttemptFolder folder, JobProcesses processes)
{
    private static readonly string[] Inherited = ["PATH", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>Runs make to its end and returns its status, or none if <paramref name="stop"/> came first. Nothing of it runs any more then.</summary>
    /// <exception cref="EngineException">It could not be started.</exception>
    public async Task<int?> RunAsync(IReadOnlyList<string> arguments, Func<string, ValueTask> line, TimeSpan grace, CancellationToken stop)
    {
        using var process = Start(arguments);
        var stat = ProcessTable.Stat(process.Id);
        folder.Write(process.Id, stat?.StartTime);
        process.StandardInput.Close();
        var reading = ReadAsync(process, line);
        try
        {
            var ended = process.WaitForExitAsync(stop);
            if (await Task.WhenAny(ended, reading).ConfigureAwait(false) == reading && reading.IsFaulted)
            {
                // The log can't be written: with nobody to empty the pipe make would wait for ever.
                await processes.StopAsync(process.Id, TimeSpan.Zero).ConfigureAwait(false);
                await reading.ConfigureAwait(false);
            }

            await ended.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await processes.StopAsync(process.Id, grace).ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            return null;
        }

        // What make left in the background would hold the pipe open, and the workspace.
        await processes.StopAsync(process.Id, TimeSpan.Zero).ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        return process.ExitCode;
    }

    private static async Task ReadAsync(Process process, Func<string, ValueTask> line)
    {
        await foreach (var text in BoundedLines.ReadAsync(process.StandardOutput.BaseStream, CancellationToken.None).ConfigureAwait(false))
        {
            await line(text).ConfigureAwait(false);
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        // setsid(1) keeps the process id, since what .NET starts leads no group. The shell's script is constant: it joins the two streams.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "exec make \"$@\" 2>&1", "make", .. arguments])
        {
            WorkingDirectory = folder.Workspace,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["HOME"] = folder.Home;
        start.Environment["TMPDIR"] = folder.Temporary;
        start.Environment["LC_ALL"] = "C";
        start.Environment[JobProcesses.Variable] = folder.Job.ToString();
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new EngineException($"make can't be started on this machine: {e.Message} (setsid of util-linux, sh and make are needed).", e);
        }
    }
}
