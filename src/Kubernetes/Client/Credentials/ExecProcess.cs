using System.ComponentModel;
using System.Diagnostics;
using Wolfictl.Kubernetes.Client.Config;

namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>
/// Runs a credential plugin by argument list, without a terminal. What it prints is bounded and never shown: it may hold secrets.
/// </summary>
internal static class ExecProcess
{
    private const int MaxAnswer = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<ReadOnlyMemory<byte>> RunAsync(ExecPlugin plugin, string execInfo, string origin, TimeProvider time, CancellationToken cancellationToken)
    {
        if (plugin.InteractiveMode == "Always")
        {
            throw Error(plugin, origin, "it asks for a terminal (interactiveMode: Always), and there is none here");
        }

        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var process = new Process { StartInfo = Command(plugin, execInfo) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            var hint = plugin.InstallHint is { Length: > 0 } text ? $" {Shown.Of(text)}" : " Install it, or name its full path in the kubeconfig.";
            throw Error(plugin, origin, $"it cannot be started ({exception.Message}).{hint}", exception);
        }

        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            var buffer = new byte[MaxAnswer + 1];
            var length = await process.StandardOutput.BaseStream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, either.Token).ConfigureAwait(false);
            if (length > MaxAnswer)
            {
                throw Error(plugin, origin, $"it printed more than {MaxAnswer} bytes");
            }

            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? buffer.AsMemory(0, length)
                : throw Error(plugin, origin, $"it ended with status {process.ExitCode}. Run it by hand to see what it says; perhaps a new login is needed");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Error(plugin, origin, $"it did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (IOException exception)
        {
            throw Error(plugin, origin, $"its pipe broke ({exception.Message})", exception);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Command(ExecPlugin plugin, string execInfo)
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in plugin.Env)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = execInfo;
        return start;
    }

    private static KubernetesException Error(ExecPlugin plugin, string origin, string problem, Exception? inner = null) =>
        new(KubernetesErrorKind.Configuration, $"The credential plugin '{Shown.Of(plugin.Command)}' of {origin} gave no credential: {problem.TrimEnd('.')}.", inner);
}
