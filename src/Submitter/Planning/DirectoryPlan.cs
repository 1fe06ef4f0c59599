using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Wolfictl.Scheduler.Builds.Planning;

namespace Wolfictl.Submitter.Planning;

/// <summary>The directory, its settings and the plan for it.</summary>
/// <param name="Plan">What is to be built.</param>
/// <param name="Distribution">What was read.</param>
/// <param name="Options">The options, with what the directory's settings add to them.</param>
/// <param name="WorksWithoutMelange">The Makefile is declared to.</param>
internal sealed record DirectoryPlan(BuildPlan Plan, Distribution Distribution, PlanOptions Options, bool WorksWithoutMelange)
{
    /// <summary>Reads and plans.</summary>
    /// <param name="asked">What the flags say.</param>
    /// <param name="otherwise">The architectures, where neither flags nor settings name any.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Melange.MelangeException">The directory or a repository's index can't be read, or not be planned.</exception>
    public static async Task<DirectoryPlan> ReadAsync(PlanOptions asked, IReadOnlyList<Architecture> otherwise, CancellationToken cancellationToken)
    {
        var distribution = ConfigurationDirectory.Load(asked.Directory, new ConfigurationDirectoryOptions { PipelineDirectory = asked.PipelineDirectory });
        var options = DirectorySettings.Complete(asked, distribution.Settings);
        var architectures = options.Architectures.Count > 0 ? options.Architectures : otherwise;
        var packages = options.Packages.Select(p => p.Value).ToList();
        if (options.Since is { } revision)
        {
            packages = [.. packages, .. (await ChangedPackages.SinceAsync(distribution, revision, cancellationToken).ConfigureAwait(false)).Packages];
            if (packages.Count == 0)
            {
                throw new CommandException(ExitCodes.Done, $"nothing to plan: no configuration and no source folder changed since {revision}");
            }
        }

        var plan = BuildPlanner.Plan(distribution, new PlanRequest
        {
            Packages = packages,
            Architectures = [.. architectures.Select(a => a.MelangeName())],
            Only = options.Only,
            Dependents = options.Dependents,
            Strict = options.Strict,
            Format = DirectoryPlanning.FormatOf(options.TargetFormat),
            AlreadyBuilt = await ReadRepositoriesAsync(options, architectures, cancellationToken).ConfigureAwait(false),
        });
        return new DirectoryPlan(plan, distribution, options, distribution.Settings.Melange == MelangeUse.Optional);
    }

    private static async Task<IApkCatalog?> ReadRepositoriesAsync(PlanOptions options, IReadOnlyList<Architecture> architectures, CancellationToken cancellationToken)
    {
        var named = options.DestinationRepository is { } destination ? options.Repositories.Append(destination) : options.Repositories;
        var repositories = named.Select(r => r.Value).ToList();
        if (repositories.Count == 0)
        {
            return null;
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        return await RepositoryCatalog.ReadAsync(repositories, [.. options.Keyring.Select(k => k.Value)], architectures, client, cancellationToken).ConfigureAwait(false);
    }
}
