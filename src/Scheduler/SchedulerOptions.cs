using Wolfictl.Contracts;

namespace Wolfictl.Scheduler;

/// <summary>How a scheduler works: read once at the start, checked there, never changed.</summary>
public sealed record SchedulerOptions
{
    /// <summary>The profile that every scheduler defines.</summary>
    public const string DefaultProfile = "default";

    /// <summary>Its folder: the store, logs, workspaces, bundles. Locked by the process that uses it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Repositories that bundles may come from and outputs may go to, with all below them.</summary>
    public required IReadOnlyList<string> AllowedRepositories { get; init; }

    /// <summary>Package repositories (and keys below them) whose index is read to tell what is built already; others that a request names are only passed on to melange.</summary>
    public IReadOnlyList<string> PackageRepositories { get; init; } = [];

    /// <summary>What it builds for when a request names no architecture, and may build for at all.</summary>
    public required IReadOnlyList<Architecture> Architectures { get; init; }

    /// <summary>Jobs of the local engine at once; 1 to 64.</summary>
    public int MaxJobs { get; init; } = 1;

    /// <summary>How long make may take; 1 second to 7 days.</summary>
    public TimeSpan BuildTimeout { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a build may wait for a place; 1 second to 30 days.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a build may wait for its cache; 1 second to 7 days.</summary>
    public TimeSpan CacheTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Most processors that a request may ask for.</summary>
    public Quantity MaxCpu { get; init; } = Quantity.Parse("64");

    /// <summary>Most memory that a request may ask for.</summary>
    public Quantity MaxRam { get; init; } = Quantity.Parse("256Gi");

    /// <summary>Reach registries that are not on this machine by plain HTTP.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>The SQLite file.</summary>
    public string StoreFile => Path.Combine(StateDirectory, "scheduler.db");

    /// <summary>Workspaces of the local engine.</summary>
    public string WorkDirectory => Path.Combine(StateDirectory, "work");

    /// <summary>Logs of attempts.</summary>
    public string LogDirectory => Path.Combine(StateDirectory, "logs");

    /// <summary>Bundles by digest.</summary>
    public string BundleDirectory => Path.Combine(StateDirectory, "bundles");

    /// <summary>What is wrong with them, with the flag's name; none if nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (AllowedRepositories.Count == 0)
        {
            yield return "--allow-repository is needed: the repositories that bundles may come from, such as registry.example.org/wolfi";
        }

        if (Architectures.Count == 0)
        {
            yield return "--arch is needed: this machine is neither x86_64 nor aarch64";
        }

        if (MaxJobs is < 1 or > 64)
        {
            yield return $"--jobs is {MaxJobs}; expected 1 to 64";
        }

        foreach (var (flag, value, least, most) in new[]
        {
            ("--timeout", BuildTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            ("--queue-timeout", QueueTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
            ("--cache-timeout", CacheTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{flag} is {value}; expected {least} to {most}";
            }
        }
    }
}
