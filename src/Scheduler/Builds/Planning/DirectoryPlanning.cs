using Wolfictl.Contracts;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Format = Wolfictl.Melange.Planning.TargetFormat;
using TargetFormat = Wolfictl.Contracts.TargetFormat;

namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>Plans a directory as a request asks, and turns a plan into jobs. Submitter and scheduler both call it, so that they differ only if their input does.</summary>
public static class DirectoryPlanning
{
    /// <summary>One plan an architecture.</summary>
    /// <param name="directory">The directory of configurations.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="architectures">For what.</param>
    /// <param name="alreadyBuilt">What repositories have; none to build all.</param>
    /// <exception cref="Melange.MelangeException">It can't be planned.</exception>
    public static IReadOnlyList<JobPlan> Plan(string directory, BuildRequested request, IReadOnlyList<Architecture> architectures, IApkCatalog? alreadyBuilt)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(architectures);
        var distribution = ConfigurationDirectory.Load(directory);
        var plan = BuildPlanner.Plan(distribution, new PlanRequest
        {
            Packages = [.. request.Packages.Select(p => p.Value)],
            Architectures = [.. architectures.Select(a => a.MelangeName())],
            Only = request.Only,
            Format = FormatOf(request.TargetFormat),
            AlreadyBuilt = alreadyBuilt,
        });
        return ToJobs(plan, distribution);
    }

    /// <summary>A plan as jobs.</summary>
    public static IReadOnlyList<JobPlan> ToJobs(BuildPlan plan, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(distribution);
        return [.. plan.Architectures.Select(a => new JobPlan
        {
            Architecture = Architectures.Parse(a.Architecture),
            Packages = [.. a.Packages.Select(ToTarget)],
            AlreadyThere = [.. a.AlreadyThere.Select(p => new PlannedTarget { Package = PackageName.Parse(p), FullVersion = distribution.Configurations[p].FullVersion, Target = "" })],
            Targets = a.Targets,
            Digest = (plan with { Architectures = [a] }).Digest,
        })];
    }

    /// <summary>The library's name of a target format.</summary>
    public static Format FormatOf(TargetFormat format) => format switch
    {
        TargetFormat.Apk => Format.Apk,
        TargetFormat.Package => Format.Package,
        _ => Format.Auto,
    };

    private static PlannedTarget ToTarget(PlannedPackage package) => new()
    {
        Package = PackageName.Parse(package.Name),
        FullVersion = package.FullVersion,
        Target = package.Target,
        Needs = [.. package.Needs.Select(n => PackageName.Parse(n))],
    };
}
