using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>
/// An image on its way through tools that are not ours: skopeo fetches it, umoci unpacks its layers, runc runs it. With a read-only root, without network, /tmp
/// or a home, under umask 077; only <see cref="Work"/>, the working directory, can be written.
/// </summary>
internal sealed class Container : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Container() => Work = _folder.CreateFolder("work");

    public static string? MissingReason { get; } = RegistryServer.MissingReason
        ?? (RuntimeInformation.OSArchitecture == Architecture.X64 ? null : "the images that are run here are made for amd64")
        ?? (Environment.IsPrivilegedProcess ? null : "runc is run as root here")
        ?? Executables.MissingReason(["skopeo", "umoci", "runc", "busybox", "ldd"]);

    /// <summary>The image's files.</summary>
    public string Root => _folder["bundle/rootfs"];

    /// <summary>What is mounted as /work.</summary>
    public string Work { get; private set; }

    /// <summary>What the image runs.</summary>
    public IReadOnlyList<string> Entrypoint => [.. Configuration["process"]!["args"]!.AsArray().Select(word => (string)word!)];

    private JsonObject Configuration => JsonNode.Parse(File.ReadAllText(_folder["bundle/config.json"]))!.AsObject();

    public static async Task<Container> OfAsync(string reference)
    {
        var container = new Container();
        await Command.OutputAsync(null, "skopeo", "--insecure-policy", "copy", "-q", "--src-tls-verify=false", $"docker://{reference}", $"oci:{container._folder["layout"]}:image");
        await Command.OutputAsync(null, "umoci", "unpack", "--image", $"{container._folder["layout"]}:image", container._folder["bundle"]);
        Directory.CreateDirectory(Path.Combine(container.Root, "work"));
        return container;
    }

    /// <summary>Runs it as a user.</summary>
    /// <param name="user">The uid and gid.</param>
    /// <param name="arguments">What to run; the image's own entrypoint if there are none.</param>
    public async Task<FinishedProcess> RunAsync(int user, params string[] arguments)
    {
        var configuration = Configuration;
        var process = configuration["process"]!.AsObject();
        process["terminal"] = false;
        process["cwd"] = "/work";
        process["user"] = new JsonObject { ["uid"] = user, ["gid"] = user, ["umask"] = 63 };
        process.Remove("rlimits");
        process.Remove("capabilities");
        if (arguments.Length > 0)
        {
            process["args"] = new JsonArray([.. arguments.Select(word => JsonValue.Create(word))]);
        }

        configuration["root"]!["readonly"] = true;
        configuration["mounts"] = new JsonArray(
            new JsonObject { ["destination"] = "/proc", ["type"] = "proc", ["source"] = "proc" },
            new JsonObject { ["destination"] = "/work", ["type"] = "bind", ["source"] = Work, ["options"] = new JsonArray("rbind", "rw") });
        string[] namespaces = ["mount", "pid", "ipc", "uts", "network"];
        configuration["linux"] = new JsonObject { ["namespaces"] = new JsonArray([.. namespaces.Select(name => new JsonObject { ["type"] = name })]) };
        File.WriteAllText(_folder["bundle/config.json"], configuration.ToJsonString());
        return await ChildProcess.RunAsync("runc", ["--root", _folder["state"], "run", "--bundle", _folder["bundle"], $"wolfictl-test-{Guid.NewGuid():N}"]);
    }

    /// <summary>From now on there is an empty working directory, a user's own.</summary>
    public Task NewWorkAsync(int user)
    {
        Work = _folder.CreateFolder(Guid.NewGuid().ToString("N"));
        return Command.OutputAsync(null, "chown", $"{user}:{user}", Work);
    }

    public void Dispose() => _folder.Dispose();
}
