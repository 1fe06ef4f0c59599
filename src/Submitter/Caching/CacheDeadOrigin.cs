namespace Wolfictl.Submitter.Caching;

/// <summary>An origin that does not have its file.</summary>
/// <param name="Uri">Where it should be.</param>
/// <param name="Packages">The packages that want it.</param>
/// <param name="Message">What it answered.</param>
internal sealed record CacheDeadOrigin(string Uri, IReadOnlyList<string> Packages, string Message);
