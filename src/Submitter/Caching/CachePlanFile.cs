namespace Wolfictl.Submitter.Caching;

/// <summary>A file that a cache can hold.</summary>
internal sealed record CachePlanFile
{
    /// <summary>Its name in the folder.</summary>
    public required string StoredAs { get; init; }

    /// <summary>Where it comes from.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>The packages that want it.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Whether it is in the folder, verified.</summary>
    public required bool AlreadyThere { get; init; }
}
