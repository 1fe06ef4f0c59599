using Wolfictl.CacheWorker;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Scheduler;

namespace Wolfictl.Submitter.Embedded;

/// <summary>
/// The state of one embedded run, in <c>$XDG_STATE_HOME/wolfictl/runs/&lt;request&gt;</c>: locked by its process; what is left by a process that is gone is closed by the next one.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const int Kept = 20;
    private readonly StateLock _lock;

    private RunFolder(string path, StateLock held)
    {
        Root = path;
        _lock = held;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The image layout that takes the bundle; the outputs' is in it, as <c>outputs</c>.</summary>
    public string Repository => $"oci:{Path.Combine(Root, "oci")}";

    private static string Parent => Path.Combine(StandardPaths.State, "runs");

    public static RunFolder Create(RequestId id)
    {
        var path = Path.Combine(Parent, id.ToString());
        return new RunFolder(path, StateLock.TryTake(path) ?? throw new IOException($"{path} is in use by another process."));
    }

    /// <summary>Ends what processes that are gone left unfinished, and removes all but the newest runs.</summary>
    public static async Task CloseAbandonedAsync(TimeProvider clock, TextWriter diagnostics, CancellationToken cancellationToken)
    {
        var folders = Directory.Exists(Parent) ? Directory.GetDirectories(Parent).OrderDescending(StringComparer.Ordinal).ToList() : [];
        for (var i = 0; i < folders.Count; i++)
        {
            using var held = StateLock.TryTake(folders[i]);
            if (held is null)
            {
                continue;
            }

            if (await AbandonedBuilds.CloseAsync(OptionsOf(folders[i]), clock, cancellationToken).ConfigureAwait(false) > 0)
            {
                await diagnostics.WriteLineAsync($"build {Path.GetFileName(folders[i])} was interrupted: its process is gone; what it left running is ended").ConfigureAwait(false);
                DeleteContent(folders[i]);
            }

            if (i >= Kept)
            {
                Directory.Delete(folders[i], recursive: true);
            }
        }
    }

    /// <summary>The scheduler's options for this run.</summary>
    public SchedulerOptions Options() => OptionsOf(Root);

    /// <summary>The cache worker's options for this run: its requests are this run's own, its sources are kept for the next one.</summary>
    public CacheWorkerOptions CacheOptions() => new()
    {
        StateDirectory = Path.Combine(Root, "cache-worker"),
        AllowedRepositories = [Repository],
        CacheDirectory = StandardPaths.Sources,
    };

    /// <summary>The outputs are fetched: only the store and the logs are kept.</summary>
    public void Finish() => DeleteContent(Root);

    public void Dispose() => _lock.Dispose();

    private static SchedulerOptions OptionsOf(string root) => new()
    {
        StateDirectory = root,
        AllowedRepositories = [$"oci:{Path.Combine(root, "oci")}"],
        Architectures = Architectures.All,
        MaxJobs = Architectures.All.Count,
    };

    private static void DeleteContent(string root)
    {
        var content = Path.Combine(root, "oci");
        if (Directory.Exists(content))
        {
            Directory.Delete(content, recursive: true);
        }
    }
}
