using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>A source, where it comes from and what its bytes must hash to.</summary>
public sealed record SourceToFetch
{
    /// <summary>Its origin, http or https. Userinfo in it is never sent and never shown.</summary>
    public required string Uri { get; init; }

    /// <summary>What its bytes must hash to.</summary>
    public required SourceChecksums Checksums { get; init; }

    /// <summary>The packages that want it, for whoever reads the result.</summary>
    public IReadOnlyList<string> WantedBy { get; init; } = [];

    /// <summary>Its origin as a person may see it: bounded, without control characters and userinfo.</summary>
    public string ShownUri => Shown.Uri(Uri);

    /// <summary>Its whole origin for programs, without userinfo.</summary>
    public string PublicUri => Shown.WithoutUserInfo(Uri);
}
