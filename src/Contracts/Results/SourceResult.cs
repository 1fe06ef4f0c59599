namespace Wolfictl.Contracts;

/// <summary>One source of a cache request, and what became of it.</summary>
public sealed record SourceResult
{
    /// <summary>Where it comes from.</summary>
    public required string Uri { get; init; }

    /// <summary>The name it is stored under: <c>sha256:&lt;hex&gt;</c> or <c>sha512:&lt;hex&gt;</c>; none if it can't be covered.</summary>
    public string? StoredAs { get; init; }

    /// <summary>What became of it.</summary>
    public required SourceOutcome Outcome { get; init; }

    /// <summary>Why, where it failed or can't be covered.</summary>
    public string? Message { get; init; }

    /// <summary>Its size in bytes, where it is stored.</summary>
    public long? Size { get; init; }

    /// <summary>The packages that want it.</summary>
    public IReadOnlyList<PackageName> Packages { get; init => field = value ?? []; } = [];
}
