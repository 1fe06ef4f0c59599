using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Oci;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Caching;

/// <summary>What <c>wolfictl cache</c> is asked to do.</summary>
internal sealed record CacheOptions
{
    public required PlanOptions Plan { get; init; }

    /// <summary>The folder of sources, absolute.</summary>
    public required string Folder { get; init; }

    public required FetchOptions Fetch { get; init; }

    /// <summary>Where the bundle goes; none: nothing is pushed.</summary>
    public OciReference? BundleRepository { get; init; }

    /// <summary>The image that the bundle stands on; none: pods can't run it.</summary>
    public OciReference? BundleBase { get; init; }

    public bool PlainHttp { get; init; }

    /// <summary>Tell what would be fetched, and fetch nothing.</summary>
    public bool PlanOnly { get; init; }

    /// <summary>Ask each origin whether it has its file.</summary>
    public bool Check { get; init; }

    public OutputFormat Format { get; init; }
}
