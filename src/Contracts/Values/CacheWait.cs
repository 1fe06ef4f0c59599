namespace Wolfictl.Contracts;

/// <summary>The cache request whose bundle a build waits for.</summary>
public sealed record CacheWait
{
    /// <summary>The request id of that <see cref="CacheRequested"/>.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>Build without the bundle if the request fails; otherwise the build fails with the list of sources.</summary>
    public bool Optional { get; init; }
}
