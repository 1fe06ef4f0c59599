using Wolfictl.CacheWorker.Commands;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Hosting;
using Wolfictl.Oci;

namespace Wolfictl.CacheWorker;

/// <summary>How a cache worker works: read once at the start, checked there, never changed.</summary>
public sealed record CacheWorkerOptions
{
    /// <summary>Its folder: requests, sources, source bundles at work. Locked by the process that uses it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Repositories that source bundles may come from and cache bundles may go to, with all below them.</summary>
    public required IReadOnlyList<string> AllowedRepositories { get; init; }

    /// <summary>The image that cache bundles stand on, with its tag or digest; null for none: then pods can't run them.</summary>
    public OciReference? BundleBase { get; init; }

    /// <summary>Requests worked on at once; 1 to 16. They share the limits of <see cref="Fetch"/>.</summary>
    public int MaxRequests { get; init; } = 2;

    /// <summary>How sources are fetched.</summary>
    public FetchOptions Fetch { get; init; } = new();

    /// <summary>Sources that no request asked for in so many days are removed; 1 to 3650, none: never.</summary>
    public int? KeepDays { get; init; }

    /// <summary>The least lately used sources are removed until so many bytes hold the rest; none: never.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Reach registries that are not on this machine by plain HTTP.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>Verified sources; in the state directory unless it says where else. Several workers may share it.</summary>
    public string CacheDirectory
    {
        get => field ?? Path.Combine(StateDirectory, "cache");
        init;
    }

    /// <summary>What was asked for and what became of it.</summary>
    public string RequestDirectory => Path.Combine(StateDirectory, "requests");

    /// <summary>Source bundles, unpacked while they are looked at.</summary>
    public string WorkDirectory => Path.Combine(StateDirectory, "work");

    /// <summary>What is wrong with them, with the flag's name; none if nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (AllowedRepositories.Count == 0)
        {
            yield return "--allow-repository is needed: the repositories that bundles may come from and go to, such as registry.example.org/wolfi";
        }

        if (MaxRequests is < 1 or > 16)
        {
            yield return $"--requests is {MaxRequests}; expected 1 to 16";
        }

        if (KeepDays is < 1 or > 3650)
        {
            yield return $"--keep-days is {KeepDays}; expected 1 to 3650";
        }

        if (MaxBytes is < 1)
        {
            yield return $"--max-bytes is {MaxBytes}; expected at least 1";
        }

        if (FetchFlags.Problem(Fetch) is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>Whether a request may name a repository.</summary>
    internal bool IsListed(string repository) => RepositoryList.Allows(AllowedRepositories, repository);
}
