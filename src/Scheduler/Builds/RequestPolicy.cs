using Wolfictl.Contracts;
using Wolfictl.Hosting;

namespace Wolfictl.Scheduler.Builds;

/// <summary>
/// What a request may select. Denied unless listed: bundles and outputs only in the repositories of <c>--allow-repository</c>; an image layout on disk only in the embedded mode;
/// only profiles that the scheduler defines; processors and memory up to its cap; architectures that it serves.
/// </summary>
public sealed class RequestPolicy(SchedulerOptions options)
{
    /// <summary>Why the request is not allowed; none if it is.</summary>
    public string? Refusal(BuildRequested request, string? requester)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = requester;
        if (!IsListed(request.SourceBundle.Repository))
        {
            return NotListed("the source bundle", request.SourceBundle.Repository);
        }

        if (request.CacheBundle is { } cache && !IsListed(cache.Repository))
        {
            return NotListed("the cache bundle", cache.Repository);
        }

        if (request.OutputRepository is { } output && !IsListed(output))
        {
            return NotListed("the outputs' repository", output);
        }

        if (request.Profile is { } profile && profile != SchedulerOptions.DefaultProfile)
        {
            return $"unknown profile '{profile}': this scheduler defines {SchedulerOptions.DefaultProfile}";
        }

        if (request.Cpu is { } cpu && cpu.Value > options.MaxCpu.Value)
        {
            return $"{cpu} processors are asked for; this scheduler gives {options.MaxCpu} at most";
        }

        if (request.Ram is { } ram && ram.Value > options.MaxRam.Value)
        {
            return $"{ram} of memory are asked for; this scheduler gives {options.MaxRam} at most";
        }

        var unserved = request.Architectures.Except(options.Architectures).ToList();
        return unserved.Count == 0
            ? null
            : $"this scheduler does not build for {string.Join(", ", unserved.Select(a => a.MelangeName()))}: it serves {string.Join(", ", options.Architectures.Select(a => a.MelangeName()))}";
    }

    private static string NotListed(string what, string repository) =>
        $"{what} is in {repository}, which this scheduler does not list: add it there with --allow-repository, or push to one that is listed";

    private bool IsListed(string repository) => RepositoryList.Allows(options.AllowedRepositories, repository);
}
