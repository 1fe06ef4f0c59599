using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Images;

namespace Wolfictl.CacheWorker.Bundling;

/// <summary>What a bundle of sources says about itself.</summary>
public sealed record CacheBundleOptions
{
    /// <summary>The <c>created</c> time; part of the digest, so it is never the present: <c>SOURCE_DATE_EPOCH</c>, else the commit's. Default 1980-01-01T00:00:00Z.</summary>
    public DateTimeOffset Created { get; init; } = SourceBundle.DefaultDate;

    /// <summary>The wolfictl version, for an annotation. Default: this one.</summary>
    public string CreatedBy { get; init; } = ProcessVersion.Current;

    /// <summary>The packages asked for, for an annotation; empty for all.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>The commit whose configurations name the sources, for an annotation; null for none.</summary>
    public string? Revision { get; init; }

    /// <summary>The image that the bundle stands on, so that it unpacks itself when it is run; null for none: then it can't be.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>For these packages at this commit, dated by <c>SOURCE_DATE_EPOCH</c> where it is set.</summary>
    /// <exception cref="CommandException">The variable is no number of seconds.</exception>
    public static CacheBundleOptions FromEnvironment(IReadOnlyList<string> packages, (string Revision, DateTimeOffset CommittedAt)? commit) =>
        new() { Created = SourceDateEpoch.Read() ?? commit?.CommittedAt ?? SourceBundle.DefaultDate, Packages = packages, Revision = commit?.Revision };
}
