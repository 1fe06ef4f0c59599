namespace Wolfictl.Contracts;

/// <summary>One package of one architecture, and what became of it.</summary>
public sealed record PackageResult
{
    /// <summary>The package.</summary>
    public required PackageName Package { get; init; }

    /// <summary>Version and epoch: <c>1.0.9-r2</c>.</summary>
    public required string FullVersion { get; init; }

    /// <summary>What became of it.</summary>
    public required PackageOutcome Outcome { get; init; }

    /// <summary>Why, where it is neither built nor there: <c>needs zlib, which failed</c>.</summary>
    public string? Message { get; init; }

    /// <summary>Digest of the package's own apk (<c>sha256:&lt;hex&gt;</c>), if it was built.</summary>
    public string? Digest { get; init; }

    /// <summary>Size of that apk in bytes.</summary>
    public long? Size { get; init; }
}
