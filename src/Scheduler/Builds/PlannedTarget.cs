using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds;

/// <summary>One package of a job.</summary>
public sealed record PlannedTarget
{
    /// <summary>Its name.</summary>
    public required PackageName Package { get; init; }

    /// <summary>Version and epoch: <c>1.0.9-r2</c>.</summary>
    public required string FullVersion { get; init; }

    /// <summary>The make target that builds it.</summary>
    public required string Target { get; init; }

    /// <summary>Packages of the same job that it needs.</summary>
    public IReadOnlyList<PackageName> Needs { get; init; } = [];

    /// <summary>The file that is there when it is built: <c>brotli-1.0.9-r2.apk</c>.</summary>
    public string ApkFileName => $"{Package}-{FullVersion}.apk";
}
