using System.Security.Cryptography;
using System.Text;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>A directory of configurations whose origins nobody may reach, a mirror on loopback that has their sources, and a folder to cache them in.</summary>
internal sealed class CacheScene : IAsyncDisposable
{
    private const string MirrorPath = "/mirror/";
    private readonly Dictionary<string, byte[]> _files = [];

    public CacheScene() => Mirror.Otherwise = request =>
        _files.TryGetValue(request.Path[MirrorPath.Length..], out var content) ? Replies.File(content)(request) : Replies.Status(404);

    public TemporaryFolder Directory { get; } = new();

    public TemporaryFolder Scratch { get; } = new();

    public string Cache => Scratch["cache"];

    public HostileOrigin Mirror { get; } = HostileOrigin.Start();

    /// <summary>The sources in the folder, by name.</summary>
    public IReadOnlyList<string> Stored => System.IO.Directory.Exists(Cache) ? [.. System.IO.Directory.GetFiles(Cache, "sha*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Requests that got a file.</summary>
    public int Served => Mirror.Requests.Count(request => request.Method == "GET" && _files.ContainsKey(request.Path[MirrorPath.Length..]));

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Sha512(byte[] content) => Convert.ToHexStringLower(SHA512.HashData(content));

    public static byte[] Content(string text) => Encoding.UTF8.GetBytes($"source of {text}\n");

    /// <summary>What the mirror has below its prefix.</summary>
    public void Serve(string name, byte[] content) => _files[name] = content;

    /// <summary>A package with one source; by file name at the mirror.</summary>
    /// <returns>The source's name in a cache.</returns>
    public string Package(string name, string file, byte[] content, string more = "")
    {
        Serve(file, content);
        Directory.Write(
            $"{name}.yaml",
            $"package:\n  name: {name}\n  version: 1.0\n  epoch: 0\n{more}pipeline:\n  - uses: fetch\n    with:\n      uri: {Uri(file)}\n      expected-sha256: {Sha256(content)}\n");
        return $"sha256:{Sha256(content)}";
    }

    /// <summary>An origin that is refused at once: a loopback address, which nothing allows.</summary>
    public static string Uri(string file) => $"http://127.0.0.1:9/{file}";

    public Task<FinishedProcess> RunAsync(params string[] more) => ChildProcess.RunAsync(Farm.Executable("wolfictl"), Arguments(more), environment: Environment, timeout: TimeSpan.FromMinutes(2));

    public ChildProcess Start(params string[] more) => ChildProcess.Start(Farm.Executable("wolfictl"), Arguments(more), environment: Environment);

    /// <summary>Under a terminal of 200 columns.</summary>
    public ChildProcess StartOnTerminal(params string[] more) => ChildProcess.Start(
        "script",
        ["-qec", $"stty cols 200; exec '{Farm.Executable("wolfictl")}' {string.Join(' ', Arguments(more).Select(a => $"'{a}'"))}", "/dev/null"],
        environment: new Dictionary<string, string?>(Environment) { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh" });

    public static Task<FinishedProcess> CommandAsync(params string[] arguments) => ChildProcess.RunAsync(Farm.Executable("wolfictl"), arguments, environment: Environment);

    public async ValueTask DisposeAsync()
    {
        await Mirror.DisposeAsync();
        Directory.Dispose();
        Scratch.Dispose();
    }

    private static Dictionary<string, string?> Environment => new() { ["REPO"] = null, ["WOLFICTL_QUEUE"] = null, ["SOURCE_DATE_EPOCH"] = null, ["WOLFICTL_BUNDLE_BASE"] = "none" };

    private string[] Arguments(string[] more) => ["cache", "-d", Directory, "--out", Cache, "--mirror", $"{Mirror.Base}mirror", .. more];
}
