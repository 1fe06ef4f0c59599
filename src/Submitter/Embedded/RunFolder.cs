using Wolfictl.CacheWorker;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Scheduler;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Submitter.Embedded;

/// <summary>
/// The state of one embedded run, in <c>$XDG_STATE_HOME/wolfictl/runs/&lt;request&gt;</c>: locked by its process; what is left by a process that is gone is closed by the next one.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const int Kept = 20;
    private const int Attempts = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
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

    /// <summary>A folder of this run's own.</summary>
    /// <exception cref="CommandException">It can't be made.</exception>
    public static async Task<RunFolder> CreateAsync(RequestId id, TimeProvider clock)
    {
        var path = Path.Combine(Parent, id.ToString());
        try
        {
            // Another run that looks for abandoned ones may hold the lock for a moment.
            for (var attempt = 0; ; attempt++)
            {
                if (StateLock.TryTake(path) is { } held)
                {
                    return new RunFolder(path, held);
                }

                if (attempt == Attempts)
                {
                    throw new IOException("it is in use by another process");
                }

                await Task.Delay(Pause, clock).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Failed, $"the state folder {path} can't be used: {e.Message} (XDG_STATE_HOME says where it is).", e);
        }
    }

    /// <summary>Ends what processes that are gone left unfinished, and removes all but the newest runs.</summary>
    public static async Task CloseAbandonedAsync(TimeProvider clock, TextWriter diagnostics, CancellationToken cancellationToken)
    {
        var folders = Directory.Exists(Parent) ? Directory.GetDirectories(Parent).OrderDescending(StringComparer.Ordinal).ToList() : [];
        for (var i = 0; i < folders.Count; i++)
        {
            try
            {
                await CloseAsync(folders[i], keep: i < Kept, clock, diagnostics, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
            {
                await diagnostics.WriteLineAsync($"an earlier run can't be closed, and is left as it is: {e.Message}").ConfigureAwait(false);
            }
        }
    }

    private static async Task CloseAsync(string folder, bool keep, TimeProvider clock, TextWriter diagnostics, CancellationToken cancellationToken)
    {
        using var held = StateLock.TryTake(folder);
        if (held is null)
        {
            return;
        }

        if (await AbandonedBuilds.CloseAsync(OptionsOf(folder), clock, cancellationToken).ConfigureAwait(false) > 0)
        {
            await diagnostics.WriteLineAsync($"build {Path.GetFileName(folder)} was interrupted: its process is gone; what it left running is ended").ConfigureAwait(false);
            DeleteContent(folder);
        }

        if (!keep)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The scheduler's options for this run.</summary>
    public SchedulerOptions Options() => OptionsOf(Root);

    /// <summary>The cache worker's options for this run: its requests are this run's own, its sources are kept for the next one.</summary>
    public CacheWorkerOptions CacheOptions(FetchOptions fetch) => new()
    {
        StateDirectory = Path.Combine(Root, "cache-worker"),
        AllowedRepositories = [Repository],
        CacheDirectory = StandardPaths.Sources,
        Fetch = fetch,
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
