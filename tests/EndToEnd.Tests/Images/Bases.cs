using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>Images that bundles stand on, made of this machine's files once for all tests: the wolfictl image, and two with a shell and a tar.</summary>
public sealed class Bases : IAsyncLifetime, IDisposable
{
    private readonly Lazy<Task<string>> _wolfictl;
    private readonly Lazy<Task<string>> _busybox;
    private readonly Lazy<Task<string>> _gnu;
    private readonly TemporaryFolder _folder = new();
    private RegistryServer? _registry;

    public Bases()
    {
        _wolfictl = new(MakeWolfictlAsync);
        _busybox = new(MakeBusyboxAsync);
        _gnu = new(MakeGnuAsync);
    }

    internal RegistryServer Registry => _registry ?? throw new InvalidOperationException("There is no registry.");

    public async Task InitializeAsync() => _registry = RegistryServer.MissingReason is null ? await RegistryServer.StartAsync() : null;

    public async Task DisposeAsync()
    {
        if (_registry is not null)
        {
            await _registry.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One of <c>wolfictl</c>, <c>busybox</c>, <c>gnu</c>, by digest.</summary>
    public Task<string> ReferenceAsync(string name) => name switch
    {
        "wolfictl" => _wolfictl.Value,
        "busybox" => _busybox.Value,
        _ => _gnu.Value,
    };

    private Task<string> MakeWolfictlAsync() => MakeWolfictlAsync(_folder, Registry.Host);

    /// <summary>Makes the wolfictl image in a registry of choice; gives it by digest.</summary>
    /// <param name="folder">For what is in between.</param>
    /// <param name="host">The registry.</param>
    internal static async Task<string> MakeWolfictlAsync(TemporaryFolder folder, string host)
    {
        // The bytes that this project was built to: publishing would take a minute, and leave the same.
        var app = Path.GetDirectoryName(Checkout.Executable("Wolfictl.Submitter", "wolfictl.dll"))!;
        await Command.OutputAsync(null, Path.Combine(Checkout.Root, "scripts", "image-root.sh"), folder["dotnet"]);
        // No .NET runtime for arm64 is to be had here. What is below is never run on it: the entry's platform and files are what tests look at.
        folder.Write("arm64/etc/os-release", "NAME=none\n");
        var amd64 = await PushRootAsync(folder, host, "dotnet", "amd64");
        var arm64 = await PushRootAsync(folder, host, "arm64", "arm64");
        return await RunAsync("wolfictl", "--app", app, "--base", $"amd64={amd64}", "--base", $"arm64={arm64}", "--target", $"{host}/images/wolfictl:test");
    }

    private async Task<string> MakeBusyboxAsync()
    {
        await TakeProgramAsync("busybox", "busybox");
        File.CreateSymbolicLink(_folder["busybox/bin/sh"], "busybox");
        File.CreateSymbolicLink(_folder["busybox/bin/tar"], "busybox");
        return await PushRootAsync("busybox", "amd64");
    }

    private async Task<string> MakeGnuAsync()
    {
        await TakeProgramAsync("gnu", "sh");
        await TakeProgramAsync("gnu", "tar");
        return await PushRootAsync("gnu", "amd64");
    }

    /// <summary>A program of this machine, in /bin of a root, with the libraries that it loads; a static one has none, and ldd says so by its status.</summary>
    private async Task TakeProgramAsync(string root, string program)
    {
        var path = Executables.Find(program)!;
        Take(path, $"{root}/bin/{program}");
        var (_, loaded, _) = await Command.RunAsync(null, "ldd", path);
        foreach (var library in loaded.Split([' ', '\n', '\t']).Where(word => word.StartsWith('/')))
        {
            Take(library, root + library);
        }
    }

    private void Take(string file, string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[place])!);
        File.Copy(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file, _folder[place], overwrite: true);
    }

    private Task<string> PushRootAsync(string root, string architecture) => PushRootAsync(_folder, Registry.Host, root, architecture);

    private static Task<string> PushRootAsync(TemporaryFolder folder, string host, string root, string architecture) =>
        RunAsync("base", "--root", folder[root], "--architecture", architecture, "--target", $"{host}/images/{root}:{architecture}");

    private static Task<string> RunAsync(params string[] arguments) => Command.OutputAsync(null, Farm.Executable("wolfictl-image"), arguments);
}
