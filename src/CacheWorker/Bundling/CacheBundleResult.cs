using Wolfictl.Contracts;

namespace Wolfictl.CacheWorker.Bundling;

/// <summary>What <see cref="CacheBundle.PushAsync"/> stored.</summary>
public sealed record CacheBundleResult
{
    /// <summary>The bundle by digest, as <c>--cache-bundle</c> takes it.</summary>
    public required DigestReference Reference { get; init; }

    /// <summary>Files in it.</summary>
    public required int Files { get; init; }

    /// <summary>The sum of its layers' sizes in bytes, whether they were sent or there already.</summary>
    public required long Bytes { get; init; }
}
