using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>What was published of an attempt.</summary>
/// <param name="Reference">The artifact; none if there was nothing, or it could not be published.</param>
/// <param name="Apks">Digest and size of each whole apk, by file name.</param>
/// <param name="Problem">Why it could not be published.</param>
internal sealed record PublishedOutputs(DigestReference? Reference, IReadOnlyDictionary<string, (string Digest, long Size)> Apks, string? Problem);
