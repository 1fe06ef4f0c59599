using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds;

/// <summary>Compares the submitter's plan with the scheduler's, which wins.</summary>
internal static class PlanComparison
{
    /// <summary>The differences; none where the submitter told of no plan. A request that leaves the architectures to the scheduler is compared for those that it serves.</summary>
    public static IReadOnlyList<PlanDifference> Compare(BuildRequested request, IReadOnlyList<JobPlan> planned)
    {
        if (request.Plan.Count == 0)
        {
            return [];
        }

        var ours = planned.Select(p => p.ToSummary()).ToDictionary(s => s.Architecture);
        var theirs = request.Plan.DistinctBy(s => s.Architecture).ToDictionary(s => s.Architecture);
        return
        [
            .. (request.Architectures.Count > 0 ? Architectures.All : [.. ours.Keys])
                .Select(a => new PlanDifference { Architecture = a, Submitter = theirs.GetValueOrDefault(a), Scheduler = ours.GetValueOrDefault(a) })
                .Where(d => d.Submitter != d.Scheduler),
        ];
    }
}
