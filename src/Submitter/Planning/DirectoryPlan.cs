using Wolfictl.Contracts;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Wolfictl.Scheduler.Builds.Planning;
using Wolfictl.Submitter.Submitting;

namespace Wolfictl.Submitter.Planning;

/// <summary>The directory, its settings and the plan for it.</summary>
/// <param name="Plan">What is to be built.</param>
/// <param name="Options">The options, with what the directory's settings add to them.</param>
/// <param name="WorksWithoutMelange">The Makefile is declared to.</param>
internal sealed record DirectoryPlan(BuildPlan Plan, SubmitOptions Options, bool WorksWithoutMelange)
{
    /// <summary>Reads and plans.</summary>
    /// <exception cref="Melange.MelangeException">The directory can't be read or planned.</exception>
    public static DirectoryPlan Of(SubmitOptions options)
    {
        var settings = DistributionSettings.Load(options.Directory);
        var completed = DirectorySettings.Complete(options, settings);
        var distribution = ConfigurationDirectory.Load(options.Directory, new ConfigurationDirectoryOptions { PipelineDirectory = options.PipelineDirectory });
        var plan = BuildPlanner.Plan(distribution, new PlanRequest
        {
            Packages = [.. completed.Packages.Select(p => p.Value)],
            Architectures = [.. ArchitecturesOf(completed).Select(a => a.MelangeName())],
            Only = completed.Only,
            Format = DirectoryPlanning.FormatOf(completed.TargetFormat),
        });
        return new DirectoryPlan(plan, completed, settings.Melange == MelangeUse.Optional);
    }

    /// <summary>Those named; else this machine's in the embedded mode, all that there are for a farm.</summary>
    private static IReadOnlyList<Architecture> ArchitecturesOf(SubmitOptions options) =>
        options.Architectures.Count > 0 ? options.Architectures
        : options.Broker is null ? [Architectures.OfThisMachine]
        : Architectures.All;
}
