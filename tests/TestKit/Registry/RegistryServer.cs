using System.Diagnostics;
using System.Net;

namespace Wolfictl.TestKit.Registry;

/// <summary>
/// Debian's docker-registry as a child process on a free loopback port with storage of its own; or, for tests that need nothing special of it, the
/// server that <c>WOLFICTL_TEST_REGISTRY</c> (host:port) names.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    /// <summary>The user that <see cref="StartAsync"/> with a password knows.</summary>
    public const string UserName = "tester";

    /// <summary>That user's password.</summary>
    public const string Password = "wolfictl-test-password";

    // bcrypt of Password.
    private const string PasswordHash = "$2b$05$abcdefghijklmnopqrstuuvt5IA5G11UW/FY7imgEzZNnrfnQT64O";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ScratchDirectory? _directory;
    private Process? _process;

    private RegistryServer(string host, ScratchDirectory? directory)
    {
        Host = host;
        _directory = directory;
    }

    /// <summary><c>host:port</c>, as references write it.</summary>
    public string Host { get; }

    /// <summary>Why there is no server to be had, or null when there is one.</summary>
    public static string? MissingReason =>
        Named is not null || OwnMissingReason is null ? null : OwnMissingReason + ", and WOLFICTL_TEST_REGISTRY names no other";

    /// <summary>Why no server of one's own can be started (for tests that kill it or need a password), or null.</summary>
    public static string? OwnMissingReason => Executables.Find("docker-registry") is null ? "docker-registry is not on PATH" : null;

    /// <summary>Whether this object started a process, which tests may stop and kill.</summary>
    public bool IsOwn => _directory is not null;

    /// <summary>The folder of the started server's storage.</summary>
    public string StoragePath => _directory?.At("storage") ?? throw new InvalidOperationException("The registry was started by someone else.");

    private static string? Named => Environment.GetEnvironmentVariable("WOLFICTL_TEST_REGISTRY") is { Length: > 0 } named ? named : null;

    /// <summary>Starts a server, or takes the named one unless <paramref name="own"/> or a password is asked for. Returns when it answers.</summary>
    public static async Task<RegistryServer> StartAsync(bool withPassword = false, bool own = false)
    {
        if (Named is { } named && !withPassword && !own)
        {
            return new RegistryServer(named, null);
        }

        for (var attempt = 1; ; attempt++)
        {
            var directory = new ScratchDirectory();
            var port = LoopbackPort.Free();
            var server = new RegistryServer($"127.0.0.1:{port}", directory);
            directory.Write("htpasswd", $"{UserName}:{PasswordHash}\n");
            directory.Write("config.yml", $"""
                version: 0.1
                log:
                  level: error
                  accesslog:
                    disabled: true
                storage:
                  filesystem:
                    rootdirectory: "{directory.At("storage")}"
                  delete:
                    enabled: true
                  cache:
                    blobdescriptor: inmemory
                http:
                  addr: 127.0.0.1:{port}
                  secret: test

                """ + (withPassword ? $"""
                auth:
                  htpasswd:
                    realm: test
                    path: "{directory.At("htpasswd")}"

                """ : ""));
            if (await server.RestartAsync())
            {
                return server;
            }

            // Another process may have taken the port in between.
            await server.DisposeAsync();
            if (attempt == 3)
            {
                throw new InvalidOperationException("docker-registry does not start.");
            }
        }
    }

    /// <summary>Kills the process at once, keeping port and storage.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Starts the process again on the same port and storage; false when it ends before it answers.</summary>
    public async Task<bool> RestartAsync()
    {
        Kill();
        var start = new ProcessStartInfo("docker-registry", ["serve", _directory!.At("config.yml")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience;)
        {
            if (_process.HasExited)
            {
                return false;
            }

            try
            {
                using var answer = await client.GetAsync(new Uri($"http://{Host}/v2/"));
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(25);
        }

        return false;
    }

    /// <summary>Ends the process and removes its storage.</summary>
    public ValueTask DisposeAsync()
    {
        Kill();
        _directory?.Dispose();
        return ValueTask.CompletedTask;
    }
}
