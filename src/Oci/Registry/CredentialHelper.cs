using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Wolfictl.Oci.Registry;

/// <summary>
/// Asks <c>docker-credential-NAME get</c>. The registry travels on the helper's standard input, the secret back on its output:
/// neither is ever an argument or an environment variable. The name is checked, since a configuration may come from anywhere.
/// </summary>
internal static partial class CredentialHelper
{
    private const int MaxAnswer = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async ValueTask<RegistryCredential?> GetAsync(string name, string serverAddress, CancellationToken cancellationToken)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw Error(name, serverAddress, "its name may only hold letters, digits, '.', '_' and '-'");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var process = new Process { StartInfo = Command(name) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw Error(name, serverAddress, $"it cannot be started ({exception.Message}); is docker-credential-{name} installed and on PATH?", exception);
        }

        try
        {
            await process.StandardInput.WriteAsync(serverAddress.AsMemory(), timeout.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            // Read so that the helper cannot block on it; not shown, since a helper may print what it should not.
            var drain = process.StandardError.BaseStream.CopyToAsync(Stream.Null, timeout.Token);
            var answer = await ReadAsync(process.StandardOutput.BaseStream, timeout.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            await drain.ConfigureAwait(false);
            return Interpret(name, serverAddress, process.ExitCode, answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Error(name, serverAddress, $"it did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (IOException exception)
        {
            throw Error(name, serverAddress, $"its pipe broke ({exception.Message})", exception);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Command(string name) => new($"docker-credential-{name}", ["get"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxAnswer];
        var length = await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..length];
    }

    private static RegistryCredential? Interpret(string name, string serverAddress, int exitCode, byte[] answer)
    {
        if (exitCode != 0)
        {
            // The protocol's one way to say "none": this text, on standard output, with status 1.
            return answer.AsSpan().IndexOf("credentials not found"u8) >= 0
                ? null
                : throw Error(name, serverAddress, $"it ended with status {exitCode}");
        }

        try
        {
            var found = OciJson.Read<HelperAnswer>(answer);
            return string.IsNullOrEmpty(found.Secret) ? null
                : found.UserName is "<token>" ? RegistryCredential.IdentityToken(found.Secret)
                : RegistryCredential.Password(found.UserName ?? "", found.Secret);
        }
        catch (JsonException)
        {
            throw Error(name, serverAddress, "its answer is not the JSON object that the protocol asks for");
        }
    }

    private static OciException Error(string name, string serverAddress, string problem, Exception? inner = null) =>
        new(OciErrorKind.Unauthorized, $"The credential helper '{Text.Printable(name)}' gave no credential for {serverAddress}: {problem}.", inner) { Registry = serverAddress };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
