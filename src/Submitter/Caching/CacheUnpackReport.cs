namespace Wolfictl.Submitter.Caching;

/// <summary>What <c>cache unpack -o json</c> prints.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Written">Files that were written.</param>
/// <param name="AlreadyThere">Files that were left alone.</param>
internal sealed record CacheUnpackReport(string Folder, int Written, int AlreadyThere);
