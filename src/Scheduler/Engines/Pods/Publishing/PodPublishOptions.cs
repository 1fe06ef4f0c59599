using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Pods.Publishing;

/// <summary>What <c>publish</c> does beside a build.</summary>
public sealed record PodPublishOptions
{
    /// <summary>The workspace: apks stand in its <c>packages/&lt;architecture&gt;/</c>.</summary>
    public required string Workspace { get; init; }

    /// <summary>Which.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Folder with the build's <c>lock</c>, and <c>started</c> once it runs.</summary>
    public required string RunFolder { get; init; }

    /// <summary>The tag that the manifest gets, again and again.</summary>
    public required string Tag { get; init; }

    /// <summary>How long to wait for the build's start.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long all of it may take from then on.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(7);
}
