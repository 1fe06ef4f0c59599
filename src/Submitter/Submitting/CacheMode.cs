namespace Wolfictl.Submitter.Submitting;

/// <summary>Whether a build waits for its sources to be cached.</summary>
internal enum CacheMode
{
    /// <summary>It fetches them itself.</summary>
    Off,

    /// <summary>It waits, and fails if they can't be.</summary>
    Required,

    /// <summary>It waits, and goes on without if they can't be.</summary>
    Optional,
}
