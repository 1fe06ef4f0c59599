using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.CacheWorker.Bundling;

/// <summary>What a bundle of sources says about itself.</summary>
public sealed record CacheBundleOptions
{
    /// <summary>The <c>created</c> time; part of the digest, so it is never the present. Default 1980-01-01T00:00:00Z.</summary>
    public DateTimeOffset Created { get; init; } = SourceBundle.DefaultDate;

    /// <summary>The wolfictl version, for an annotation. Default: this one.</summary>
    public string CreatedBy { get; init; } = ProcessVersion.Current;

    /// <summary>The packages asked for, for an annotation; empty for all.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>For these packages, dated by <c>SOURCE_DATE_EPOCH</c> where it is set.</summary>
    /// <exception cref="CommandException">The variable is no number of seconds.</exception>
    public static CacheBundleOptions FromEnvironment(IReadOnlyList<string> packages) =>
        new() { Created = SourceDateEpoch.Read() ?? SourceBundle.DefaultDate, Packages = packages };
}
