using System.Globalization;
using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Broker;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>A farm of real parts for one test: a virtual host on RabbitMQ, a repository in a registry, the executables as a user starts them.</summary>
internal sealed class Farm : IAsyncDisposable
{
    private readonly List<ChildProcess> _processes = [];
    private readonly RegistryServer _registry;

    private Farm(BrokerVhost broker, RegistryServer registry)
    {
        Broker = broker;
        _registry = registry;
        Repository = $"{registry.Host}/{Guid.NewGuid():N}/wolfi";
        Folder = new TemporaryFolder();
    }

    public BrokerVhost Broker { get; }

    public string Repository { get; }

    public TemporaryFolder Folder { get; }

    public string StateFolder => Folder["state"];

    /// <summary>The scheduler's workspaces: what works below them is a build's process.</summary>
    public string WorkFolder => Path.Combine(StateFolder, "work");

    public static async Task<Farm> CreateAsync() => new(await BrokerVhost.CreateAsync(), await RegistryServer.StartAsync());

    /// <summary>A copy of examples/tiny-distro; with an edit where given.</summary>
    public string TinyDistro(string? file = null, string? from = null, string? to = null)
    {
        var copy = new TemporaryFolder();
        copy.CopyFrom(Checkout.TinyDistro);
        var folder = Folder.CreateFolder(Guid.NewGuid().ToString("N"));
        Directory.Delete(folder);
        Directory.Move(copy, folder);
        if (file is not null)
        {
            var path = Path.Combine(folder, file);
            var text = File.ReadAllText(path);
            Assert.Contains(from!, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(from!, to, StringComparison.Ordinal));
        }

        return folder;
    }

    public Task<FinishedProcess> SetUpAsync() => ChildProcess.RunAsync(Executable("wolfictl-scheduler"), ["setup"], environment: Environment());

    /// <summary>Starts a scheduler on this farm's state and waits until it says that it is ready.</summary>
    public Task<ChildProcess> StartSchedulerAsync(params string[] more) => StartServiceAsync("wolfictl-scheduler", StateFolder, ["--engine", "local", .. more]);

    /// <summary>Starts a cache worker that takes sources from this machine, and waits until it says that it is ready.</summary>
    public Task<ChildProcess> StartCacheWorkerAsync() => StartServiceAsync("wolfictl-cache-worker", Folder["worker"], ["--allow-host", "127.0.0.1"]);

    private async Task<ChildProcess> StartServiceAsync(string executable, string state, string[] more)
    {
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        var service = Start(executable, ["run", "--allow-repository", Repository, "--state", state, "--health", $"http://127.0.0.1:{port}", .. more]);
        using var http = new HttpClient();
        while (!service.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz/ready"));
                if (answer.IsSuccessStatusCode)
                {
                    return service;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"{executable} ended: {string.Join('\n', service.Errors)}");
    }

    /// <summary>examples/subscriber, from its own folder: beside another program it would find that one's libraries.</summary>
    public ChildProcess StartSubscriber() => Track(ChildProcess.Start(Checkout.Executable("Wolfictl.Subscriber", "Wolfictl.Subscriber"), [], environment: Environment()));

    public ChildProcess Start(string executable, IEnumerable<string> arguments) =>
        Track(ChildProcess.Start(Executable(executable), arguments, environment: Environment()));

    /// <summary>wolfictl submit to this farm's queue.</summary>
    public ChildProcess Submit(string directory, params string[] more) => Start("wolfictl", ["submit", "--bundle-repo", Repository, "-d", directory, .. more]);

    public Task<FinishedProcess> RunAsync(params string[] arguments) => ChildProcess.RunAsync(Executable("wolfictl"), arguments, environment: Environment());

    /// <summary>A script for Debian's Python, with the broker in its environment.</summary>
    public Task<FinishedProcess> RunPythonAsync(params string[] arguments) => ChildProcess.RunAsync(DebianPython.Path, arguments, environment: Environment());

    /// <summary>Every BuildCompleted from now on; call before submitting.</summary>
    public async Task<string> CollectCompletionsAsync()
    {
        var queue = $"test.completed.{Guid.NewGuid():N}";
        await Broker.DeclareQueueAsync(queue);
        await Broker.BindAsync("Wolfictl.Contracts:BuildCompleted", queue);
        return queue;
    }

    public async Task<IReadOnlyList<BuildCompleted>> CompletionsAsync(string queue, int count)
    {
        var messages = await Broker.WaitForMessagesAsync(queue, count);
        return [.. messages.Select(m => JsonDocument.Parse(m.Body).RootElement.GetProperty("message").Deserialize(ContractsJson.Default.BuildCompleted)!)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        foreach (var left in ProcessTable.LivingIn(Folder))
        {
            System.Diagnostics.Process.GetProcessById(left).Kill();
        }

        await Broker.DisposeAsync();
        await _registry.DisposeAsync();
        Folder.Dispose();
    }

    internal static string Executable(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private ChildProcess Track(ChildProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private Dictionary<string, string?> Environment() => new()
    {
        ["WOLFICTL_QUEUE"] = Broker.AmqpUri.ToString(),
        ["XDG_STATE_HOME"] = Folder["xdg"],
        ["REPO"] = null,
        ["WOLFICTL_BUNDLE_BASE"] = "none",
    };
}
