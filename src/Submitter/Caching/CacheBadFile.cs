namespace Wolfictl.Submitter.Caching;

/// <summary>A file whose bytes are not what its name says.</summary>
/// <param name="Name">The name that it had.</param>
/// <param name="Actual">The checksum of its bytes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MovedTo">Where it is now.</param>
internal sealed record CacheBadFile(string Name, string Actual, long Size, string MovedTo);
