using Wolfictl.Melange.Config.Expansion;
using Wolfictl.Melange.Sources;

namespace Wolfictl.Melange.Planning;

/// <summary>One package of a plan.</summary>
public sealed record PlannedPackage
{
    /// <summary>The package as it is on the plan's architecture.</summary>
    public required ExpandedPackage Package { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Package.Name;

    /// <summary>Its version, without epoch.</summary>
    public string Version => Package.Configuration.Version;

    /// <summary>Its epoch.</summary>
    public long Epoch => Package.Configuration.Epoch;

    /// <summary><c>&lt;version&gt;-r&lt;epoch&gt;</c>.</summary>
    public string FullVersion => Package.Configuration.FullVersion;

    /// <summary><c>&lt;name&gt;-&lt;version&gt;-r&lt;epoch&gt;.apk</c>.</summary>
    public string ApkFileName => Package.Configuration.ApkFileName;

    /// <summary>Why it is planned.</summary>
    public required PlanReason Reason { get; init; }

    /// <summary>Names of planned packages that come before it because it needs them, sorted; what a broken cycle set aside is not among them.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The make target that builds it.</summary>
    public required string Target { get; init; }

    /// <summary>What its build downloads; worked out when asked for, each time.</summary>
    public SourceListing Sources => ListSources();

    internal Func<SourceListing> ListSources { get; init; } = () => new SourceListing([], [], []);

    /// <summary>The subpackages that its build makes too.</summary>
    public IEnumerable<string> Subpackages => Package.Subpackages.Select(subpackage => subpackage.Name);
}
