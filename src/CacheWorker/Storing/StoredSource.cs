namespace Wolfictl.CacheWorker.Storing;

/// <summary>A verified file of the store.</summary>
public sealed record StoredSource
{
    /// <summary>Its name in the folder.</summary>
    public required ContentName Name { get; init; }

    /// <summary>Where it is.</summary>
    public required string Path { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Its sha256, where it is known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its sha512, where it is known.</summary>
    public string? Sha512 { get; init; }
}
