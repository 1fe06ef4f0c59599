namespace Wolfictl.Melange.Planning;

/// <summary>What bounds the time of a plan: its shape, and the chain of packages that takes longest.</summary>
public sealed record CriticalPath
{
    /// <summary>How many packages the longest chain has, each needing the one before; 0 for an empty plan.</summary>
    public required int Depth { get; init; }

    /// <summary>The most packages that could be built at once, were each built as soon as what it needs is there.</summary>
    public required int WidestLevel { get; init; }

    /// <summary>The chain that takes longest, in build order.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>How long that chain takes: no number of machines is faster.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long one machine takes.</summary>
    public required TimeSpan Total { get; init; }

    private ScheduledPackages Schedule { get; init; } = null!;

    /// <summary>Finds it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="durations">How long builds took; null to count every package as one minute.</param>
    public static CriticalPath Of(ArchitecturePlan plan, PackageDurations? durations = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var schedule = new ScheduledPackages(plan, durations ?? new PackageDurations(new Dictionary<string, TimeSpan>()));
        return new CriticalPath
        {
            Depth = schedule.Levels.Count,
            WidestLevel = schedule.Levels.Count == 0 ? 0 : schedule.Levels.Max(),
            Packages = [.. schedule.LongestChain().Select(index => plan.Packages[index].Name)],
            Duration = schedule.LongestDuration,
            Total = schedule.Total,
            Schedule = schedule,
        };
    }

    /// <summary>How long a number of machines takes that each build one package at a time, always the one with the longest chain behind it among those that can be built.</summary>
    /// <param name="machines">At least 1.</param>
    public TimeSpan With(int machines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(machines, 1);
        return Schedule.With(machines);
    }
}
